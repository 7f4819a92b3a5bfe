/* A plan: the circuit ordered by (level, gate, number of operands, which are constants), so that
   gates of one case at one level stand side by side, a segment. */

#define FOREIGN (-1)      /* a segment that Python computes */
#define MASKED 8          /* up to so many operands a gate tells by bits which are constants */
#define LONGEST (1 << 18) /* gates of a segment, so that Ctrl-C is heard in between */

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

#include "places.h"

static int view(PyObject *from, Py_buffer *into, Long items, Long size, int writable) {
    if (PyObject_GetBuffer(from, into, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE)) return -1;
    if (into->len < items * size) {
        PyBuffer_Release(into);
        PyErr_SetString(PyExc_ValueError, "a buffer is too short");
        return -1;
    }
    return 0;
}

static int lay_out(Plan *p, const int16_t *kind, const int64_t *start, const int32_t *args,
                   const int16_t *cases, Long columns, const uint8_t *wanted) {
    const Long n = p->wires;
    Place *place = malloc((n ? n : 1) * sizeof *place);
    int32_t *level = malloc((n ? n : 1) * sizeof *level);
    if (!place || !level) goto full;
    Long leaf = 0, gate = n; /* of gates with one key the later comes first */
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
        place[kind[w] < 0 ? leaf++ : --gate] = (Place){key_of(level[w], kind[w], arity, constants), (int32_t)w};
    }
    if (in_order(&place, n)) goto stopped;
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
    PyErr_NoMemory();
stopped:
    free(place);
    free(level);
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

static PyObject *Plan_order(PyObject *self, void *unused) {
    const Plan *p = (Plan *)self;
    PyObject *order = PyBytes_FromStringAndSize(NULL, p->wires * sizeof *p->slot);
    int32_t *wire = order ? (int32_t *)PyBytes_AsString(order) : NULL;
    for (Long w = 0; wire && w < p->wires; w++) wire[p->slot[w]] = (int32_t)w;
    return order;
}

static PyObject *Plan_segments(PyObject *self, void *unused) {
    return PyLong_FromLongLong(((Plan *)self)->segments);
}

static PyObject *Plan_foreign(PyObject *self, void *unused) {
    return PyLong_FromLong(((Plan *)self)->foreign);
}
