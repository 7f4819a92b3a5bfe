/* Passes over a plan, segment by segment.  The numbers live in arrays that the caller owns, in the
   order of the plan: slots. */

#define QUICK 4096 /* gates that are not worth letting other threads run meanwhile */

#define PATIENCE (1 << 20) /* gates between two looks at signals: some hundredths of a second */

/* A long pass lets other threads run, and hears Ctrl-C. */
typedef struct {
    PyThreadState *state; /* NULL in a quick one */
    Long left;
} Manners;

static Manners begin(Long gates) {
    return (Manners){gates > QUICK ? PyEval_SaveThread() : NULL, PATIENCE};
}

static void end(Manners *m) {
    if (m->state) PyEval_RestoreThread(m->state);
}

/* After so many gates: -1 if the pass is to stop, with an exception. */
static int look_up(Manners *m, Long gates) {
    m->left -= gates;
    if (m->left > 0 || !m->state) return 0;
    m->left = PATIENCE;
    PyEval_RestoreThread(m->state);
    const int stop = PyErr_CheckSignals();
    m->state = PyEval_SaveThread();
    return stop;
}

static void forward_sum(const Segment *s, const int32_t *a, double *v) {
    for (Long i = 0; i < s->n; i++) {
        double total = v[a[i]];
        for (Long k = 1; k < s->arity; k++) total = total + v[a[k * s->n + i]];
        v[s->out + i] = total;
    }
}

static void backward_sum(const Segment *s, const int32_t *a, double *g, const uint8_t *hears) {
    for (Long i = s->n - 1; i >= 0; i--) {
        const double up = g[s->out + i];
        if (is_nothing(up)) continue;
        for (Long k = 0; k < s->arity; k++) {
            const int32_t x = a[k * s->n + i];
            if (hears[x]) send(&g[x], up * 1.0);
        }
    }
}

static void run_forward(const Plan *p, const Segment *s, double *v) {
    const Case *c = &CASES[s->which];
    if (c->forward)
        c->forward(p->operand + s->at, v, s->out, s->n);
    else
        forward_sum(s, p->operand + s->at, v);
}

static void run_backward(const Plan *p, const Segment *s, const double *v, double *g) {
    const Case *c = &CASES[s->which];
    if (c->backward)
        c->backward(p->operand + s->at, v, g, s->out, s->n, s->want);
    else
        backward_sum(s, p->operand + s->at, g, p->hears);
}

/* From segment `first` on, until one that Python computes or until `budget` gates are done: the
   segment to go on with. */
static PyObject *Plan_forward(PyObject *self, PyObject *args) {
    const Plan *p = (Plan *)self;
    PyObject *values;
    Py_ssize_t first, budget;
    Py_buffer v;
    if (!PyArg_ParseTuple(args, "Onn", &values, &first, &budget)) return NULL;
    if (view(values, &v, p->wires, 8, 1)) return NULL;
    PyThreadState *state = p->wires > QUICK ? PyEval_SaveThread() : NULL;
    Long s = first;
    for (; s < p->segments && budget > 0 && p->segment[s].which != FOREIGN; s++) {
        run_forward(p, &p->segment[s], v.buf);
        budget -= p->segment[s].n;
    }
    if (state) PyEval_RestoreThread(state);
    PyBuffer_Release(&v);
    return PyLong_FromLongLong(s);
}

/* The same backward: the segments before `last`, the last one first; the segment to go on before. */
static PyObject *Plan_backward(PyObject *self, PyObject *args) {
    const Plan *p = (Plan *)self;
    PyObject *values, *grads;
    Py_ssize_t last, budget;
    Py_buffer v, g;
    if (!PyArg_ParseTuple(args, "OOnn", &values, &grads, &last, &budget)) return NULL;
    if (view(values, &v, p->wires, 8, 0)) return NULL;
    if (view(grads, &g, p->wires, 8, 1)) {
        PyBuffer_Release(&v);
        return NULL;
    }
    PyThreadState *state = p->wires > QUICK ? PyEval_SaveThread() : NULL;
    Long s = last < p->segments ? last : p->segments;
    for (; s > 0 && budget > 0 && p->segment[s - 1].which != FOREIGN; s--) {
        const Segment *here = &p->segment[s - 1];
        if (here->want) run_backward(p, here, v.buf, g.buf);
        budget -= here->n;
    }
    if (state) PyEval_RestoreThread(state);
    PyBuffer_Release(&g);
    PyBuffer_Release(&v);
    return PyLong_FromLongLong(s);
}

/* The local gradients of a segment, beside its operands. */
static void run_local(const Segment *s, const int32_t *a, const double *v, double *l) {
    const Case *c = &CASES[s->which];
    const double none = c->forward ? nothing() : 1.0; /* of a long sum each is 1 */
    for (Long i = 0; i < s->n * s->arity; i++) l[i] = none;
    if (c->local) c->local(a, v, l, s->out, s->n, c->hears);
}

/* The local gradients of all gates that have a case, from segment `first` on until `budget` gates
   are done, each where the tape has its operand: the segment to go on with. */
static PyObject *Plan_local(PyObject *self, PyObject *args) {
    const Plan *p = (Plan *)self;
    PyObject *given[4];
    const Long items[4] = {p->wires, p->wires, p->wires + 1, p->operands}, size[4] = {8, 4, 8, 8};
    Py_ssize_t first, budget;
    Py_buffer b[4];
    if (!PyArg_ParseTuple(args, "OOOOnn", &given[0], &given[1], &given[2], &given[3], &first, &budget))
        return NULL;
    int got = 0;
    while (got < 4 && !view(given[got], &b[got], items[got], size[got], got == 3)) got++;
    Long most = 0, s = first;
    for (Long i = 0; i < p->segments; i++)
        if (p->segment[i].n * p->segment[i].arity > most) most = p->segment[i].n * p->segment[i].arity;
    double *l = got == 4 ? malloc((most + 1) * sizeof *l) : NULL;
    if (l) {
        const int32_t *wire = b[1].buf;
        const int64_t *start = b[2].buf;
        double *into = b[3].buf;
        PyThreadState *state = p->wires > QUICK ? PyEval_SaveThread() : NULL;
        for (; s < p->segments && budget > 0; s++) {
            const Segment *here = &p->segment[s];
            budget -= here->n;
            if (here->which == FOREIGN) continue;
            run_local(here, p->operand + here->at, b[0].buf, l);
            for (Long i = 0; i < here->n; i++)
                for (Long k = 0; k < here->arity; k++)
                    into[start[wire[here->out + i]] + k] = l[k * here->n + i];
        }
        if (state) PyEval_RestoreThread(state);
        free(l);
    } else if (got == 4)
        PyErr_NoMemory();
    const int good = got == 4 && l;
    while (got) PyBuffer_Release(&b[--got]);
    return good ? PyLong_FromLongLong(s) : NULL;
}

/* Fill with "nothing arrived". */
static PyObject *Plan_clear(PyObject *self, PyObject *grads) {
    const Plan *p = (Plan *)self;
    Py_buffer g;
    if (view(grads, &g, p->wires, 8, 1)) return NULL;
    double *d = g.buf;
    const double none = nothing();
    for (Long i = 0; i < p->wires; i++) d[i] = none;
    PyBuffer_Release(&g);
    Py_RETURN_NONE;
}

/* Whether all that arrived is finite. */
static PyObject *all_finite(PyObject *module, PyObject *grads) {
    Py_buffer g;
    (void)module;
    if (view(grads, &g, 0, 8, 0)) return NULL;
    const double *d = g.buf;
    Long odd = 0;
    for (Long i = 0; i < g.len / 8; i++) odd += !isfinite(d[i]) && !is_nothing(d[i]);
    PyBuffer_Release(&g);
    return PyBool_FromLong(odd == 0);
}
