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
#include "plan.h"
#include "passes.h"

#define COUNT ((int)(sizeof CASES / sizeof *CASES))

static PyTypeObject *plan_type;

#include "steps.h"
#include "caller.h"
#include "blocks.h"
#include "out.h"
#include "blocks_run.h"

static PyMethodDef plan_methods[] = {
    {"forward", Plan_forward, METH_VARARGS, "forward(values, first, budget): go on with"},
    {"backward", Plan_backward, METH_VARARGS, "backward(values, grads, last, budget): go on before"},
    {"local", Plan_local, METH_VARARGS,
     "local(values, order, start, slopes, first, budget): fill slopes, an operand of the tape each"},
    {"clear", Plan_clear, METH_O, "clear(grads): nothing has arrived anywhere"},
    {"to_wires", Plan_to_wires, METH_VARARGS, "to_wires(by slot, by wire): copy"},
    {"to_slots", Plan_to_slots, METH_VARARGS, "to_slots(by wire, by slot): copy"},
    {"segment", Plan_segment, METH_O, "segment(i): case, operands, wanted, first slot, gates"},
    {"rows", Plan_rows, METH_VARARGS, rows_doc},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef plan_fields[] = {
    {"slots", Plan_slots, NULL, "the slot of each wire, as bytes of 32-bit numbers", NULL},
    {"order", Plan_order, NULL, "the wire of each slot, likewise", NULL},
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
    if (!plan || look_at_numbers()) return -1;
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
