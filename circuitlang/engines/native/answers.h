/* {name: gradient} for many names, again and again.

   To look up a name and to make a number for it costs more than the circuit's gates do.  What was
   answered is therefore kept: once nobody else holds the dict, and of its numbers nobody one, they
   are given their new values in place.  Two are kept, for in a loop the last answer is still held
   while the next one is made. */

enum { KEPT = 2 };

typedef struct {
    PyObject *names;
    PyObject *blank; /* {name: None}: what an answer begins as, so that it need not grow */
    PyObject *kept[KEPT];
} Answers;

static int numbers_are_plain; /* is a number's double where this file believes it is? */

static double *number_in(PyObject *x) { return (double *)((char *)x + sizeof(PyObject)); }

static int look_at_numbers(void) {
    const double odd = 0x1.23456789abcdep-3;
    PyObject *x = PyFloat_FromDouble(odd), *size;
    if (!x) return -1;
    size = PyObject_GetAttrString((PyObject *)Py_TYPE(x), "__basicsize__");
    const Py_ssize_t plain = sizeof(PyObject) + sizeof(double);
    const int fits = size && PyLong_AsSsize_t(size) == plain;
    numbers_are_plain = fits && !memcmp(number_in(x), &odd, sizeof odd);
    Py_XDECREF(size);
    Py_DECREF(x);
    return size ? 0 : -1;
}

static void answers_free(Answers *a) {
    Py_XDECREF(a->names);
    Py_XDECREF(a->blank);
    for (int k = 0; k < KEPT; k++) Py_XDECREF(a->kept[k]);
}

static int answers_make(Answers *a, PyObject *names) {
    Py_INCREF(names);
    a->names = names;
    a->blank = PyDict_New();
    for (Py_ssize_t i = 0; a->blank && i < PyTuple_Size(names); i++)
        if (PyDict_SetItem(a->blank, PyTuple_GetItem(names, i), Py_None)) return -1;
    return a->blank ? 0 : -1;
}

/* A dict that was an answer and is held by nobody else, or a new one. */
static PyObject *room_for_answer(Answers *a) {
    for (int k = 0; k < KEPT; k++) {
        PyObject *found = a->kept[k];
        if (found && Py_REFCNT(found) == 1) {
            a->kept[k] = NULL;
            return found;
        }
    }
    return PyDict_Copy(a->blank);
}

static void keep_answer(Answers *a, PyObject *grads) {
    int k = 0;
    while (k < KEPT - 1 && a->kept[k]) k++;
    PyObject *before = a->kept[k];
    Py_INCREF(grads);
    a->kept[k] = grads;
    Py_XDECREF(before);
}

static double slope_of(const int32_t *asked, const double *g, Py_ssize_t i) {
    const int32_t s = asked[i];
    return s < 0 || is_nothing(g[s]) ? 0.0 : g[s];
}

/* 1: the numbers are there; 0: this is no longer the dict of an answer; -1: an exception. */
static int put_in_place(const Answers *a, PyObject *grads, const int32_t *asked, const double *g) {
    PyObject *name, *number;
    Py_ssize_t at = 0, i = 0;
    const Py_ssize_t count = PyTuple_Size(a->names);
    if (!numbers_are_plain || PyDict_Size(grads) != count) return 0;
    for (; PyDict_Next(grads, &at, &name, &number); i++) {
        if (i == count || name != PyTuple_GetItem(a->names, i)) return 0;
        const double slope = slope_of(asked, g, i);
        if (PyFloat_CheckExact(number) && Py_REFCNT(number) == 1) {
            *number_in(number) = slope;
            continue;
        }
        PyObject *other = PyFloat_FromDouble(slope);
        const int failed = !other || PyDict_SetItem(grads, name, other);
        Py_XDECREF(other);
        if (failed) return -1;
    }
    return i == count; /* what stood there may have had a last word */
}

static PyObject *answer(Answers *a, const int32_t *asked, const double *g) {
    PyObject *grads = room_for_answer(a);
    const int placed = grads ? put_in_place(a, grads, asked, g) : -1;
    if (!placed) {
        Py_DECREF(grads);
        grads = PyDict_Copy(a->blank);
        for (Py_ssize_t i = 0; grads && i < PyTuple_Size(a->names); i++) {
            PyObject *slope = PyFloat_FromDouble(slope_of(asked, g, i));
            if (!slope || PyDict_SetItem(grads, PyTuple_GetItem(a->names, i), slope)) Py_CLEAR(grads);
            Py_XDECREF(slope);
        }
    } else if (placed < 0)
        Py_CLEAR(grads);
    if (grads) keep_answer(a, grads);
    return grads;
}
