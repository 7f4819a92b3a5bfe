/* A circuit over rows: the columns and calls of blocks.h, run block by block. */

static void set_rows(double *d, double x, Long n) {
    for (Long i = 0; i < n; i++) d[i] = x;
}

/* Every column gets its place; `base`: the numbers of the leaves that are the same in all rows. */
static void place_columns(Blocks *b, const double *base) {
    const Plan *p = b->plan;
    const Long leaves = p->segments ? p->segment[0].out : p->wires;
    for (Long s = 0; s < p->wires; s++) {
        if (b->value[s].at) continue;
        b->value[s] = next_column(b);
        if (s < leaves) set_rows(b->value[s].at, base[s], b->block);
    }
    for (Long s = p->wires - 1; s >= 0; s--) /* gates before what they share their column with */
        if (b->heard[s]) b->grad[s] = b->home[s] == s ? next_column(b) : b->grad[b->home[s]];
    set_rows(b->grad[b->output].at, 1.0, b->block); /* the seed, which nothing is added to */
}

static Call *add_call(Blocks *b, void (*run)(ROWS)) {
    Call *call = &b->call[b->calls++];
    *call = (Call){run, b->x + b->operands, NULL, NULL, b->g + b->operands, b->ways + b->operands};
    return call;
}

/* The local gradient of a dear gate is computed with its value, on the way there: into the column
   that hears it, where nothing is heard before, or one of its own.  Whether gate i is such a one. */
static int is_dear(Blocks *b, const Segment *here, Long i) {
    const uint8_t how = b->how[here->at + i];
    Column *found = &b->slope[here->out + i];
    if (!CASES[here->which].dear || !how) return 0;
    if (!found->at) *found = how == FIRST ? b->grad[b->plan->operand[here->at + i]] : next_column(b);
    return 1;
}

static void call_there(Blocks *b, const Segment *here, Long i, Long low) {
    const Plan *p = b->plan;
    const Case *c = &CASES[here->which];
    const int dear = is_dear(b, here, i);
    Call *call = add_call(b, dear ? c->dear : c->rows);
    for (Long k = 0; k < here->arity; k++)
        point(b, (double **)&call->x[k], b->value[p->operand[here->at + k * here->n + i]], low);
    if (dear) *call->g = b->slope[here->out + i].at;
    call->r = b->value[here->out + i].at;
    b->operands += here->arity + 1;
}

/* The column by which the gradient that operand k of gate i hears is multiplied, if that is all: a
   leaf that hears nothing else may then be given it where the caller wants it. */
static const Column *factor_of(const Blocks *b, const Segment *here, Long i, Long k) {
    const Plan *p = b->plan;
    const Case *c = &CASES[here->which];
    const Long place = here->at + k * here->n + i;
    const int32_t x = p->operand[place];
    if (b->how[place] != FIRST || !b->wanted[x].at || b->places[x] > 1) return NULL;
    if (b->slope[here->out + i].at) return &b->slope[here->out + i];
    if (!c->arity || c->factors[k] == '-') return NULL;
    return &b->value[p->operand[here->at + (c->factors[k] - '0') * here->n + i]];
}

static void call_back(Blocks *b, const Segment *here, Long i, Out out, Long low) {
    const Plan *p = b->plan;
    const Case *c = &CASES[here->which];
    const Long gate = here->out + i;
    const int dear = is_dear(b, here, i);
    Call *call = NULL;
    Long hears = 0, outs = 0;
    for (Long k = 0; k < here->arity; k++) {
        const Long place = here->at + k * here->n + i;
        const Column *factor = factor_of(b, here, i, k);
        hears += b->how[place] && !factor;
        if (!factor) continue;
        if (!call) call = add_call(b, out.products);
        point(b, (double **)&call->x[outs], *factor, low);
        point(b, &call->g[outs++], b->wanted[p->operand[place]], low);
        b->how[place] = NEVER;
        b->wanted[p->operand[place]].at = NULL;
    }
    if (call) call->u = b->grad[gate].at;
    b->operands += outs ? outs + 1 : 0;
    if (!hears) return;
    if (dear && b->how[here->at + i] == FIRST && gate == b->output) return; /* 1 · slope is there */
    call = add_call(b, dear ? times_slope : c->back);
    for (Long k = 0; k < here->arity; k++) {
        const Long place = here->at + k * here->n + i;
        const int32_t x = p->operand[place];
        point(b, (double **)&call->x[k], dear ? b->slope[gate] : b->value[x], low);
        b->ways[b->operands + k] = b->how[place];
        if (b->how[place]) call->g[k] = b->grad[x].at;
    }
    call->r = b->value[gate].at;
    call->u = b->grad[gate].at;
    b->operands += here->arity + 1;
}

static void call_out(Blocks *b, void (*run)(ROWS), Column from, Column to, Long low) {
    Call *call = add_call(b, run);
    point(b, (double **)call->x, from, low);
    point(b, &call->r, to, low);
    b->operands++;
}

/* What is done in a block, from the first gate to the last and back. */
static void plan_calls(Blocks *b, Column values, Out out, Long low) {
    const Plan *p = b->plan;
    for (Long s = 0; s < p->segments; s++)
        for (Long i = 0; i < p->segment[s].n; i++)
            call_there(b, &p->segment[s], i, low);
    for (Long s = 0; s < p->wires; s++)
        if (b->heard[s] && !b->sure[s] && b->home[s] == s)
            add_call(b, nothing_arrived)->r = b->grad[s].at;
    for (Long s = p->segments - 1; s >= 0; s--)
        for (Long i = p->segment[s].n - 1; i >= 0; i--)
            call_back(b, &p->segment[s], i, out, low);
    call_out(b, out.copy, b->value[b->output], values, low);
    for (Long s = 0; s < p->wires; s++)
        if (b->wanted[s].at && b->heard[s]) {
            if (!b->sure[s]) add_call(b, nothing_more)->r = b->grad[s].at;
            call_out(b, out.copy, b->grad[s], b->wanted[s], low);
        }
}

/* Rows of the first block, so that the next one begins where a line of the cache does: in the
   results, and in what was given, where that lies as they do.  A block has no room for more. */
static Long rows_of_first(const Blocks *b, const double *values, Long rows) {
    const Long past = (Long)((uintptr_t)values / sizeof *values % LINE);
    const Long left = past && rows > b->block ? LINE - past : b->block;
    return left < b->block ? left : b->block;
}

/* Rows low to high; `values` is where the values go. */
static void run_blocks(Blocks *b, const double *values, Long low, Long high) {
    for (Long s = 0; s < b->plan->wires; s++)
        if (b->wanted[s].at && !b->heard[s]) set_rows(b->wanted[s].at + low, 0.0, high - low);
    Long n = rows_of_first(b, values + low, high - low);
    for (Long row = low; row < high; row += n, n = b->block) {
        if (n > high - row) n = high - row;
        for (const Call *c = b->call; c < b->call + b->calls; c++)
            c->run(c->x, c->r, c->u, c->g, c->how, n);
        for (Long i = 0; i < b->moved; i++) *b->moving[i] += n;
    }
    OUT_DONE;
}

/* The columns of the caller: (slot, buffer) pairs, read or written in place. */
static int attach(PyObject *pairs, Column *columns, Py_buffer *views, int *held, Long wires, Long rows,
                  int writable) {
    for (Py_ssize_t i = 0; i < PyTuple_Size(pairs); i++) {
        PyObject *pair = PyTuple_GetItem(pairs, i), *buffer;
        Py_ssize_t slot;
        if (!PyArg_ParseTuple(pair, "nO", &slot, &buffer)) return -1;
        if (slot < 0 || slot >= wires) {
            PyErr_SetString(PyExc_ValueError, "no such slot");
            return -1;
        }
        if (view(buffer, &views[*held], rows, 8, writable)) return -1;
        columns[slot] = (Column){views[(*held)++].buf, 1};
    }
    return 0;
}

#define rows_doc                                                                                 \
    "rows(columns, base, output, values, grads, low, high, block, large): rows low to high; columns and " \
    "grads are tuples of (slot, buffer), base the numbers that are the same in all rows, by slot"

static PyObject *Plan_rows(PyObject *self, PyObject *args) {
    const Plan *p = (Plan *)self;
    PyObject *columns, *base, *values, *grads, *result = NULL;
    Py_ssize_t output, low, high, block;
    int large;
    if (!PyArg_ParseTuple(args, "O!OnOO!nnnp", &PyTuple_Type, &columns, &base, &output, &values,
                          &PyTuple_Type, &grads, &low, &high, &block, &large))
        return NULL;
    if (p->foreign || output < 0 || output >= p->wires || low < 0 || high < low || block < 1) {
        PyErr_SetString(PyExc_ValueError, "not what rows are made of");
        return NULL;
    }
    const Long n = p->wires;
    Py_buffer base_view, value_view;
    if (view(base, &base_view, n, 8, 0)) return NULL;
    if (view(values, &value_view, high, 8, 1)) {
        PyBuffer_Release(&base_view);
        return NULL;
    }
    Blocks b = {.plan = p, .block = block, .output = output};
    int held = 0;
    Py_buffer *views = malloc((PyTuple_Size(columns) + PyTuple_Size(grads) + 1) * sizeof *views);
    if (!views || blocks_make(&b)) goto full;
    if (attach(columns, b.value, views, &held, n, high, 0)) goto done;
    if (attach(grads, b.wanted, views, &held, n, high, 1)) goto done;
    plan_hearing(&b);
    plan_sharing(&b);
    b.room = malloc((columns_of(&b) * block + LINE) * sizeof(double));
    if (!b.room) goto full;
    b.next = b.room + (LINE - (uintptr_t)b.room / sizeof(double) % LINE) % LINE;
    place_columns(&b, base_view.buf);
    plan_calls(&b, (Column){value_view.buf, 1}, out_of(large), low);
    PyThreadState *state = PyEval_SaveThread();
    run_blocks(&b, value_view.buf, low, high);
    PyEval_RestoreThread(state);
    Py_INCREF(Py_None);
    result = Py_None;
    goto done;
full:
    PyErr_NoMemory();
done:
    while (held) PyBuffer_Release(&views[--held]);
    PyBuffer_Release(&value_view);
    PyBuffer_Release(&base_view);
    free(views);
    blocks_free(&b);
    return result;
}
