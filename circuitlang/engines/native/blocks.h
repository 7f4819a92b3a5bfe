/* A circuit over rows: block by block, so that the values and gradients of a block stay in the
   cache; each gate is a loop over the rows of the block.  The columns that are asked for are written
   where they are wanted, those that are given are read where they stand. */

typedef struct {
    double *at;
    Long step; /* 1: another number in each row of all rows; 0: of the block, or the same in all */
} Column;

typedef struct {
    const Plan *plan;
    Column *value, *grad; /* by slot */
    uint8_t *how, *heard, *sure; /* by operand; by slot: is it reached, and in every row? */
    double *room;
    Long block, output;
} Blocks;

static void blocks_free(Blocks *b) {
    free(b->value);
    free(b->grad);
    free(b->how);
    free(b->heard);
    free(b->sure);
    free(b->room);
}

static void plan_hearing(Blocks *b) {
    const Plan *p = b->plan;
    b->heard[b->output] = b->sure[b->output] = 1;
    for (Long s = p->segments - 1; s >= 0; s--) {
        const Segment *here = &p->segment[s];
        const Case *c = &CASES[here->which];
        for (Long i = here->n - 1; i >= 0; i--) {
            const Long gate = here->out + i;
            if (!b->heard[gate]) continue;
            for (Long k = 0; k < here->arity; k++) {
                const Long place = here->at + k * here->n + i;
                const int32_t x = p->operand[place];
                const int bit = k < 32 ? (int)k : 31;
                if (!(c->hears >> bit & 1) || !p->hears[x]) continue;
                const int firm = b->sure[gate] && c->firm >> bit & 1;
                if (!b->heard[x]) {
                    b->heard[x] = 1;
                    b->sure[x] = (uint8_t)firm;
                    b->how[place] = firm ? FIRST : MAYBE;
                } else
                    b->how[place] = firm && b->sure[x] ? MORE : MAYBE;
            }
        }
    }
}

static inline double *column(const Column *c, Long row) { return c->at + c->step * row; }

static void sum_rows(const double *const *x, Long arity, double *restrict r, Long n) {
    for (Long i = 0; i < n; i++) r[i] = x[0][i] + x[1][i];
    for (Long k = 2; k < arity; k++)
        for (Long i = 0; i < n; i++) r[i] = r[i] + x[k][i];
}

static void sum_hears(Long arity, const double *restrict u, double *const *g, const uint8_t *how,
                      Long n) {
    for (Long k = 0; k < arity; k++) { HEAR(k, , 1, 1.0) }
}

static void block_forward(const Blocks *b, const double **x, Long row, Long n) {
    const Plan *p = b->plan;
    for (Long s = 0; s < p->segments; s++) {
        const Segment *here = &p->segment[s];
        const Case *c = &CASES[here->which];
        for (Long i = 0; i < here->n; i++) {
            for (Long k = 0; k < here->arity; k++)
                x[k] = column(&b->value[p->operand[here->at + k * here->n + i]], row);
            double *r = column(&b->value[here->out + i], row);
            if (c->forward_rows)
                c->forward_rows(x, r, n);
            else
                sum_rows(x, here->arity, r, n);
        }
    }
}

static void block_backward(const Blocks *b, const double **x, double **g, uint8_t *how, Long row,
                           Long n) {
    const Plan *p = b->plan;
    const double none = nothing();
    for (Long s = 0; s < p->wires; s++)
        if (b->heard[s] && !b->sure[s]) {
            double *d = column(&b->grad[s], row);
            for (Long i = 0; i < n; i++) d[i] = none;
        }
    for (Long s = p->segments - 1; s >= 0; s--) {
        const Segment *here = &p->segment[s];
        const Case *c = &CASES[here->which];
        if (!here->want) continue;
        for (Long i = here->n - 1; i >= 0; i--) {
            const Long gate = here->out + i;
            if (!b->heard[gate]) continue;
            for (Long k = 0; k < here->arity; k++) {
                const Long place = here->at + k * here->n + i;
                const int32_t slot = p->operand[place];
                x[k] = column(&b->value[slot], row);
                how[k] = b->how[place];
                g[k] = how[k] ? column(&b->grad[slot], row) : NULL;
            }
            const double *r = column(&b->value[gate], row), *u = column(&b->grad[gate], row);
            if (c->backward_rows)
                c->backward_rows(x, r, u, g, how, n);
            else
                sum_hears(here->arity, u, g, how, n);
        }
    }
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
    "rows(columns, base, output, values, grads, low, high, block): rows low to high; columns and " \
    "grads are tuples of (slot, buffer), base the numbers that are the same in all rows, by slot"

static PyObject *Plan_rows(PyObject *self, PyObject *args) {
    const Plan *p = (Plan *)self;
    PyObject *columns, *base, *values, *grads, *result = NULL;
    Py_ssize_t output, low, high, block;
    if (!PyArg_ParseTuple(args, "O!OnOO!nnn", &PyTuple_Type, &columns, &base, &output, &values,
                          &PyTuple_Type, &grads, &low, &high, &block))
        return NULL;
    if (p->foreign || output < 0 || output >= p->wires || low < 0 || high < low || block < 1) {
        PyErr_SetString(PyExc_ValueError, "not what rows are made of");
        return NULL;
    }
    const Long n = p->wires, leaves = p->segments ? p->segment[0].out : n;
    Long most = 2;
    for (Long s = 0; s < p->segments; s++)
        if (p->segment[s].arity > most) most = p->segment[s].arity;
    Py_buffer base_view, value_view;
    if (view(base, &base_view, n, 8, 0)) return NULL;
    if (view(values, &value_view, high, 8, 1)) {
        PyBuffer_Release(&base_view);
        return NULL;
    }
    Blocks b = {p, NULL, NULL, NULL, NULL, NULL, NULL, block, output};
    int held = 0;
    Py_buffer *views = malloc((PyTuple_Size(columns) + PyTuple_Size(grads) + 1) * sizeof *views);
    const double **x = malloc(most * sizeof *x);
    double **g = malloc(most * sizeof *g);
    uint8_t *how = malloc(most);
    b.value = calloc(n + 1, sizeof *b.value);
    b.grad = calloc(n + 1, sizeof *b.grad);
    b.how = calloc(p->operands + 1, 1);
    b.heard = calloc(n + 1, 1);
    b.sure = calloc(n + 1, 1);
    b.room = malloc((2 * n + 1) * block * sizeof(double));
    if (!views || !x || !g || !how || !b.value || !b.grad || !b.how || !b.heard || !b.sure || !b.room) {
        PyErr_NoMemory();
        goto done;
    }
    if (attach(columns, b.value, views, &held, n, high, 0)) goto done;
    if (attach(grads, b.grad, views, &held, n, high, 1)) goto done;
    plan_hearing(&b);
    double *next = b.room;
    for (Long s = 0; s < n; s++) {
        if (s == output && s >= leaves)
            b.value[s] = (Column){value_view.buf, 1};
        else if (!b.value[s].at) {
            b.value[s] = (Column){next, 0};
            if (s < leaves)
                for (Long i = 0; i < block; i++) next[i] = ((double *)base_view.buf)[s];
            next += block;
        }
        if (b.heard[s] && !b.grad[s].at) {
            b.grad[s] = (Column){next, 0};
            next += block;
        }
    }
    PyThreadState *state = PyEval_SaveThread();
    for (Long row = low; row < high; row += block) {
        const Long count = high - row < block ? high - row : block;
        block_forward(&b, x, row, count);
        if (output < leaves)
            memcpy((double *)value_view.buf + row, column(&b.value[output], row),
                   count * sizeof(double));
        double *top = column(&b.grad[output], row);
        for (Long i = 0; i < count; i++) top[i] = 1.0;
        block_backward(&b, x, g, how, row, count);
        for (Long s = 0; s < leaves; s++)
            if (b.grad[s].step && !(b.heard[s] && b.sure[s])) {
                double *d = column(&b.grad[s], row);
                for (Long i = 0; i < count; i++)
                    if (!b.heard[s] || is_nothing(d[i])) d[i] = 0.0;
            }
    }
    PyEval_RestoreThread(state);
    Py_INCREF(Py_None);
    result = Py_None;
done:
    while (held) PyBuffer_Release(&views[--held]);
    PyBuffer_Release(&value_view);
    PyBuffer_Release(&base_view);
    free(views);
    free(x);
    free(g);
    free(how);
    blocks_free(&b);
    return result;
}
