/* The compiled kernel: a circuit of scalars, forward and backward, once or over many rows.

   A Plan holds the circuit ordered by (level, gate, number of operands, which are constants), so
   that gates of one case at one level stand side by side: a segment, run as one tight loop.  The
   numbers live in arrays that the caller owns, in the order of the plan: slots.  Only the stable
   interface of CPython 3.11 is used; docs.python.org/3/c-api/stable.html. */
#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <stdlib.h>

#include "rows.h"

#define COUNT ((int)(sizeof CASES / sizeof *CASES))
#define FOREIGN (-1)         /* a segment that Python computes */
#define MASKED 8             /* up to so many operands a gate tells by bits which are constants */
#define LONGEST (1 << 18)    /* gates of a segment, so that Ctrl-C is heard in between */
#define QUICK 4096           /* gates that are not worth letting other threads run meanwhile */

enum { CONST = -3 }; /* as in tape/tape.py */

typedef struct {
    int which, arity;
    unsigned want;
    Long out, n, at; /* first slot, gates, where its operands begin */
} Segment;

typedef struct {
    PyObject_HEAD
    Long wires, segments, operands;
    int foreign; /* segments that Python computes */
    Segment *segment;
    int32_t *operand; /* slots that are read */
    int32_t *slot;    /* wire -> slot */
    uint8_t *hears;   /* by slot: does a gradient that is asked for go through it? */
} Plan;

/* ------------------------------------------------------------------ the loops of long sums */

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

/* ------------------------------------------------------------------ buffers */

static int view(PyObject *from, Py_buffer *into, Long items, Long size, int writable) {
    if (PyObject_GetBuffer(from, into, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE)) return -1;
    if (into->len < items * size) {
        PyBuffer_Release(into);
        PyErr_SetString(PyExc_ValueError, "a buffer is too short");
        return -1;
    }
    return 0;
}

/* ------------------------------------------------------------------ making a plan */

typedef struct {
    uint64_t key;
    int32_t wire;
} Place;

static int by_key(const void *x, const void *y) {
    const Place *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->wire < b->wire ? -1 : a->wire > b->wire;
}

/* The key of the canonical order, as engines/order.py says it. */
static uint64_t key_of(Long level, int kind, Long arity, unsigned constants) {
    return (uint64_t)level << 36 | (uint64_t)(kind + 3) << 24 |
           (uint64_t)(arity < 65535 ? arity : 65535) << 8 | constants;
}

static int lay_out(Plan *p, const int16_t *kind, const int64_t *start, const int32_t *args,
                   const int16_t *cases, Long columns, const uint8_t *wanted) {
    const Long n = p->wires;
    Place *place = malloc((n ? n : 1) * sizeof *place);
    int32_t *level = malloc((n ? n : 1) * sizeof *level);
    if (!place || !level) goto full;
    for (Long w = 0; w < n; w++) {
        const Long low = start[w], arity = start[w + 1] - low;
        int32_t above = -1;
        unsigned constants = 0;
        for (Long k = 0; k < arity; k++) {
            const int32_t x = args[low + k];
            if (level[x] > above) above = level[x];
            if (arity <= MASKED && kind[x] == CONST) constants |= 1u << k;
        }
        level[w] = above + 1;
        place[w] = (Place){key_of(level[w], kind[w], arity, constants), (int32_t)w};
    }
    qsort(place, n, sizeof *place, by_key);
    for (Long s = 0; s < n; s++) p->slot[place[s].wire] = (int32_t)s;
    for (Long w = 0; w < n; w++) {
        const Long low = start[w], arity = start[w + 1] - low;
        uint8_t any = kind[w] != CONST && (!wanted || (kind[w] < 0 && wanted[w]));
        for (Long k = 0; k < arity; k++) any |= p->hears[p->slot[args[low + k]]];
        p->hears[p->slot[w]] = any;
    }
    Long room = 0, at = 0;
    for (Long s = 0; s < n;) {
        const int32_t w = place[s].wire;
        const Long arity = start[w + 1] - start[w];
        if (kind[w] < 0) {
            s++;
            continue;
        }
        const Long column = arity < columns - 1 ? arity : columns - 1;
        const int which = cases[kind[w] * columns + column];
        unsigned want = 0;
        Long end = s;
        for (; end < n && end - s < LONGEST && place[end].key == place[s].key; end++) {
            const int32_t *x = args + start[place[end].wire];
            unsigned here = 0;
            for (Long k = 0; k < arity; k++)
                if (p->hears[p->slot[x[k]]]) here |= k < 32 ? 1u << k : 1u << 31;
            if (which != FOREIGN) here &= CASES[which].hears;
            if (end == s) want = here;
            if (here != want) break;
        }
        if (p->segments == room) {
            room = room ? 2 * room : 64;
            Segment *more = realloc(p->segment, room * sizeof *more);
            if (!more) goto full;
            p->segment = more;
        }
        p->segment[p->segments++] = (Segment){which, (int)arity, want, s, end - s, at};
        p->foreign += which == FOREIGN;
        for (Long k = 0; k < arity; k++)
            for (Long i = s; i < end; i++)
                p->operand[at++] = p->slot[args[start[place[i].wire] + k]];
        s = end;
    }
    free(place);
    free(level);
    return 0;
full:
    free(place);
    free(level);
    PyErr_NoMemory();
    return -1;
}

static void Plan_free(PyObject *self) {
    Plan *p = (Plan *)self;
    PyTypeObject *type = Py_TYPE(self);
    free(p->segment);
    free(p->operand);
    free(p->slot);
    free(p->hears);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyObject *Plan_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *kind, *start, *operands, *cases, *wanted = Py_None;
    Py_ssize_t wires, columns;
    Py_buffer b[5];
    int got = 0;
    Plan *p = NULL;
    if (kwargs && PyDict_Size(kwargs)) {
        PyErr_SetString(PyExc_TypeError, "Plan takes no keywords");
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "nOOOOnO", &wires, &kind, &start, &operands, &cases, &columns,
                          &wanted))
        return NULL;
    if (view(kind, &b[0], wires, 2, 0)) return NULL;
    got = 1;
    if (view(start, &b[1], wires + 1, 8, 0)) goto done;
    got = 2;
    if (view(operands, &b[2], ((int64_t *)b[1].buf)[wires], 4, 0)) goto done;
    got = 3;
    if (view(cases, &b[3], 0, 2, 0)) goto done;
    got = 4;
    if (wanted != Py_None) {
        if (view(wanted, &b[4], wires, 1, 0)) goto done;
        got = 5;
    }
    p = (Plan *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!p) goto done;
    const Long read = ((int64_t *)b[1].buf)[wires];
    p->wires = wires;
    p->operands = read;
    p->operand = malloc((read ? read : 1) * sizeof *p->operand);
    p->slot = malloc((wires ? wires : 1) * sizeof *p->slot);
    p->hears = calloc(wires ? wires : 1, 1);
    if (!p->operand || !p->slot || !p->hears) {
        PyErr_NoMemory();
        Py_CLEAR(p);
        goto done;
    }
    if (lay_out(p, b[0].buf, b[1].buf, b[2].buf, b[3].buf, columns, got == 5 ? b[4].buf : NULL))
        Py_CLEAR(p);
done:
    while (got) PyBuffer_Release(&b[--got]);
    return (PyObject *)p;
}

/* ------------------------------------------------------------------ passes */

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

static PyObject *move(const Plan *p, PyObject *args, int to_wires) {
    PyObject *from, *to;
    Py_buffer f, t;
    if (!PyArg_ParseTuple(args, "OO", &from, &to)) return NULL;
    if (view(from, &f, p->wires, 8, 0)) return NULL;
    if (view(to, &t, p->wires, 8, 1)) {
        PyBuffer_Release(&f);
        return NULL;
    }
    const double *x = f.buf;
    double *y = t.buf;
    if (to_wires)
        for (Long w = 0; w < p->wires; w++) y[w] = x[p->slot[w]];
    else
        for (Long w = 0; w < p->wires; w++) y[p->slot[w]] = x[w];
    PyBuffer_Release(&t);
    PyBuffer_Release(&f);
    Py_RETURN_NONE;
}

static PyObject *Plan_to_wires(PyObject *self, PyObject *args) { return move((Plan *)self, args, 1); }
static PyObject *Plan_to_slots(PyObject *self, PyObject *args) { return move((Plan *)self, args, 0); }

static PyObject *Plan_segment(PyObject *self, PyObject *index) {
    const Plan *p = (Plan *)self;
    const Long i = PyLong_AsLongLong(index);
    if (i == -1 && PyErr_Occurred()) return NULL;
    if (i < 0 || i >= p->segments) {
        PyErr_SetString(PyExc_IndexError, "there is no such segment");
        return NULL;
    }
    const Segment *s = &p->segment[i];
    return Py_BuildValue("iiILL", s->which, s->arity, s->want, (long long)s->out, (long long)s->n);
}

static PyObject *Plan_slots(PyObject *self, void *unused) {
    const Plan *p = (Plan *)self;
    return PyBytes_FromStringAndSize((const char *)p->slot, p->wires * sizeof *p->slot);
}

static PyObject *Plan_segments(PyObject *self, void *unused) {
    return PyLong_FromLongLong(((Plan *)self)->segments);
}

static PyObject *Plan_foreign(PyObject *self, void *unused) {
    return PyLong_FromLong(((Plan *)self)->foreign);
}

static PyTypeObject *plan_type;

#include "steps.h"
#include "caller.h"
#include "blocks.h"

static PyMethodDef plan_methods[] = {
    {"forward", Plan_forward, METH_VARARGS, "forward(values, first, budget): go on with"},
    {"backward", Plan_backward, METH_VARARGS, "backward(values, grads, last, budget): go on before"},
    {"clear", Plan_clear, METH_O, "clear(grads): nothing has arrived anywhere"},
    {"to_wires", Plan_to_wires, METH_VARARGS, "to_wires(by slot, by wire): copy"},
    {"to_slots", Plan_to_slots, METH_VARARGS, "to_slots(by wire, by slot): copy"},
    {"segment", Plan_segment, METH_O, "segment(i): case, operands, wanted, first slot, gates"},
    {"rows", Plan_rows, METH_VARARGS, rows_doc},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef plan_fields[] = {
    {"slots", Plan_slots, NULL, "the slot of each wire, as bytes of 32-bit numbers", NULL},
    {"segments", Plan_segments, NULL, "how many segments there are", NULL},
    {"foreign", Plan_foreign, NULL, "how many of them Python computes", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot plan_slots[] = {
    {Py_tp_new, Plan_new},
    {Py_tp_dealloc, Plan_free},
    {Py_tp_methods, plan_methods},
    {Py_tp_getset, plan_fields},
    {Py_tp_doc, "Plan(wires, kind, start, args, cases, columns, wanted): a circuit laid out"},
    {0, NULL},
};

static PyType_Spec plan_spec = {
    "circuitlang.engines._kernel.Plan", sizeof(Plan), 0, Py_TPFLAGS_DEFAULT, plan_slots,
};

/* ------------------------------------------------------------------ the module */

static PyObject *case_list(void) {
    PyObject *list = PyTuple_New(COUNT);
    for (int i = 0; list && i < COUNT; i++) {
        PyObject *each = Py_BuildValue("ssi", CASES[i].gate, CASES[i].ties, CASES[i].arity);
        if (!each) Py_CLEAR(list);
        else PyTuple_SetItem(list, i, each);
    }
    return list;
}

static int fill(PyObject *module) {
    PyObject *plan = PyType_FromSpec(&plan_spec);
    if (!plan) return -1;
    plan_type = (PyTypeObject *)plan;
    if (PyModule_AddObjectRef(module, "Plan", plan)) return -1;
    PyObject *caller = PyType_FromSpec(&caller_spec);
    if (!caller || PyModule_AddObjectRef(module, "Caller", caller)) return -1;
    Py_DECREF(caller);
    PyObject *cases = case_list();
    if (!cases || PyModule_AddObjectRef(module, "CASES", cases)) return -1;
    Py_DECREF(cases);
    return PyModule_AddIntConstant(module, "MASKED", MASKED);
}

static PyMethodDef functions[] = {
    {"finite", all_finite, METH_O, "finite(gradients): is every number that arrived finite?"},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, fill}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_kernel", "Circuits of scalars, compiled.", 0, functions, module_slots,
    NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&module_def); }
