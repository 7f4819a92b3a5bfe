/* A circuit as a function of named numbers: (value, {name: gradient}) for a dict of floats.  What is
   not as plain as that is left to Python, which says what is wrong with it. */

#include "answers.h"

typedef struct {
    PyObject_HEAD
    Plan *plan;
    Walk walk;
    PyObject *slot_of;  /* {name: slot}; -1 where the output does not depend on it */
    PyObject *needed;   /* names that have no value unless they are given one */
    Answers answers;
    int32_t *asked;     /* their slots, or -1 */
    Long leaves, output;
    double *base;       /* the leaves as declared */
    double *work;       /* values, then gradients */
    int busy;
} Caller;

static void Caller_free(PyObject *self) {
    Caller *c = (Caller *)self;
    PyTypeObject *type = Py_TYPE(self);
    walk_free(&c->walk);
    Py_XDECREF((PyObject *)c->plan);
    Py_XDECREF(c->slot_of);
    Py_XDECREF(c->needed);
    answers_free(&c->answers);
    free(c->asked);
    free(c->base);
    free(c->work);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* For a walk's numbers and gradients. */
static double *room(const Caller *c) {
    return malloc((c->walk.room + c->plan->wires + 1) * sizeof(double));
}

static PyObject *Caller_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *plan, *base, *slot_of, *needed, *names, *asked;
    Py_ssize_t output;
    Py_buffer b;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O!OOOnOO", plan_type, &plan, &base, &slot_of, &needed, &output,
                          &names, &asked))
        return NULL;
    Plan *p = (Plan *)plan;
    if (!PyDict_Check(slot_of) || !PyTuple_Check(needed) || !PyTuple_Check(names) ||
        !PyTuple_Check(asked) || PyTuple_Size(names) != PyTuple_Size(asked) || p->foreign ||
        output < 0 || output >= p->wires) {
        PyErr_SetString(PyExc_ValueError, "not what a Caller is made of");
        return NULL;
    }
    if (view(base, &b, p->wires, 8, 0)) return NULL;
    Caller *c = (Caller *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (!c) goto done;
    Py_INCREF(plan);
    c->plan = p;
    Py_INCREF(slot_of);
    c->slot_of = slot_of;
    Py_INCREF(needed);
    c->needed = needed;
    if (answers_make(&c->answers, names)) {
        Py_CLEAR(c);
        goto done;
    }
    c->output = output;
    c->leaves = p->segments ? p->segment[0].out : p->wires;
    const Py_ssize_t count = PyTuple_Size(asked);
    c->asked = malloc((count + 1) * sizeof *c->asked);
    c->base = malloc((c->leaves + 1) * sizeof(double));
    const int walks = !walk_make(&c->walk, p);
    c->work = walks ? room(c) : NULL;
    if (!c->asked || !c->base || !c->work) {
        PyErr_NoMemory();
        Py_CLEAR(c);
        goto done;
    }
    memcpy(c->base, b.buf, c->leaves * sizeof(double));
    for (Py_ssize_t i = 0; i < count; i++) {
        const long slot = PyLong_AsLong(PyTuple_GetItem(asked, i));
        if (PyErr_Occurred() || slot >= p->wires) {
            if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "no such slot");
            Py_CLEAR(c);
            break;
        }
        c->asked[i] = (int32_t)slot;
    }
done:
    PyBuffer_Release(&b);
    return (PyObject *)c;
}

/* 1: the leaves are set; 0: Python is to look at what was given; -1: an exception. */
static int take(const Caller *c, PyObject *given, double *v) {
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(given, &at, &name, &value)) {
        PyObject *slot = PyDict_GetItemWithError(c->slot_of, name);
        if (!slot) return PyErr_Occurred() ? -1 : 0;
        if (!PyFloat_CheckExact(value)) return 0;
        const Long s = PyLong_AsLongLong(slot);
        if (s >= c->leaves) return 0;
        if (s >= 0) v[s] = PyFloat_AsDouble(value);
    }
    for (Py_ssize_t i = 0; i < PyTuple_Size(c->needed); i++) {
        const int there = PyDict_Contains(given, PyTuple_GetItem(c->needed, i));
        if (there < 1) return there;
    }
    return 1;
}

/* Room for the numbers of a call, the leaves as declared.  Two threads may call at once: the second
   one brings its own. */
static double *enter(Caller *c) {
    double *v = c->busy ? room(c) : c->work;
    if (!v) return (double *)PyErr_NoMemory();
    if (v == c->work) c->busy = 1;
    memcpy(v, c->base, c->leaves * sizeof *v);
    return v;
}

static void leave(Caller *c, double *v) {
    if (v == c->work)
        c->busy = 0;
    else
        free(v);
}

/* 0, or -1 with an exception: Ctrl-C. */
static int both_passes(const Caller *c, double *v, double *g) {
    Manners m = begin(c->plan->wires);
    int stop = walk_forward(&c->walk, v, g, &m);
    if (!stop) {
        g[c->output] = 1.0;
        stop = walk_backward(&c->walk, v, g, &m);
    }
    end(&m);
    return stop;
}

static PyObject *Caller_call(PyObject *self, PyObject *given) {
    Caller *c = (Caller *)self;
    if (!PyDict_Check(given)) Py_RETURN_NOTIMPLEMENTED;
    double *v = enter(c);
    if (!v) return NULL;
    double *g = v + c->walk.room;
    PyObject *result = NULL;
    const int taken = take(c, given, v);
    if (taken > 0) {
        PyObject *grads = both_passes(c, v, g) ? NULL : answer(&c->answers, c->asked, g);
        PyObject *value = grads ? PyFloat_FromDouble(v[c->output]) : NULL;
        result = value ? PyTuple_Pack(2, value, grads) : NULL;
        Py_XDECREF(value);
        Py_XDECREF(grads);
    } else if (taken == 0) {
        Py_INCREF(Py_NotImplemented);
        result = Py_NotImplemented;
    }
    leave(c, v);
    return result;
}

/* Is it so many doubles in a row?  0 where Python is to look at it. */
static int doubles(PyObject *given, Py_buffer *x, Long count) {
    if (PyObject_GetBuffer(given, x, PyBUF_FORMAT | PyBUF_C_CONTIGUOUS)) {
        PyErr_Clear();
        return 0;
    }
    if (x->format && !strcmp(x->format, "d") && x->ndim == 1 && x->shape[0] == count) return 1;
    PyBuffer_Release(x);
    return 0;
}

/* The same with arrays: the inputs that gradients are asked of, in their order, and the gradients. */
static PyObject *Caller_vector(PyObject *self, PyObject *args) {
    Caller *c = (Caller *)self;
    const Long count = PyTuple_Size(c->answers.names);
    PyObject *given, *grads, *value = NULL;
    Py_buffer x, d;
    if (!PyArg_ParseTuple(args, "OO", &given, &grads)) return NULL;
    if (!doubles(given, &x, count)) Py_RETURN_NOTIMPLEMENTED;
    if (view(grads, &d, count, 8, 1)) {
        PyBuffer_Release(&x);
        return NULL;
    }
    double *v = enter(c);
    if (v) {
        double *g = v + c->walk.room;
        for (Long i = 0; i < count; i++)
            if (c->asked[i] >= 0 && c->asked[i] < c->leaves) v[c->asked[i]] = ((double *)x.buf)[i];
        if (!both_passes(c, v, g)) {
            for (Long i = 0; i < count; i++) ((double *)d.buf)[i] = slope_of(c->asked, g, i);
            value = PyFloat_FromDouble(v[c->output]);
        }
        leave(c, v);
    }
    PyBuffer_Release(&d);
    PyBuffer_Release(&x);
    return value;
}

static PyMethodDef caller_methods[] = {
    {"call", Caller_call, METH_O, "call({name: float}): (value, {name: gradient}), or NotImplemented"},
    {"vector", Caller_vector, METH_VARARGS, 
     "vector(numbers, gradients to fill): the value, or NotImplemented"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot caller_slots[] = {
    {Py_tp_new, Caller_new},
    {Py_tp_dealloc, Caller_free},
    {Py_tp_methods, caller_methods},
    {Py_tp_doc, "Caller(plan, base, slot of each name, needed, output, names, their slots)"},
    {0, NULL},
};

static PyType_Spec caller_spec = {
    "circuitlang.engines._kernel.Caller", sizeof(Caller), 0, Py_TPFLAGS_DEFAULT, caller_slots,
};
