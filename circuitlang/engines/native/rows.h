/* The gate rows as C.  Printed by tests/tools/make_kernel.py. */
#include "loops.h"


static void f_add2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = (x0 + x1); }
}
WIDE static void fr_add2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = (x0 + x1); }
}
static void b_add2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
    }
}
static void l_add2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i];
WIDE static void br_add2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR_BOTH(LOADS, 1.0, 1.0)
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add3(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = ((x0 + x1) + x2); }
}
static void fr_add3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = ((x0 + x1) + x2); }
}
static void b_add3(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
    }
}
static void l_add3(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i];
static void br_add3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add4(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = (((x0 + x1) + x2) + x3); }
}
static void fr_add4(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = (((x0 + x1) + x2) + x3); }
}
static void b_add4(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
        SEND(3, 1, 1.0)
    }
}
static void l_add4(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
        SLOPE(3, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i];
static void br_add4(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
    HEAR(3, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add5(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); v[o + i] = ((((x0 + x1) + x2) + x3) + x4); }
}
static void fr_add5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; r[i] = ((((x0 + x1) + x2) + x3) + x4); }
}
static void b_add5(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
        SEND(3, 1, 1.0)
        SEND(4, 1, 1.0)
    }
}
static void l_add5(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
        SLOPE(3, 1, 1.0)
        SLOPE(4, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i];
static void br_add5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
    HEAR(3, LOADS, 1, 1.0)
    HEAR(4, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add6(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); v[o + i] = (((((x0 + x1) + x2) + x3) + x4) + x5); }
}
static void fr_add6(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; r[i] = (((((x0 + x1) + x2) + x3) + x4) + x5); }
}
static void b_add6(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
        SEND(3, 1, 1.0)
        SEND(4, 1, 1.0)
        SEND(5, 1, 1.0)
    }
}
static void l_add6(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
        SLOPE(3, 1, 1.0)
        SLOPE(4, 1, 1.0)
        SLOPE(5, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i];
static void br_add6(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
    HEAR(3, LOADS, 1, 1.0)
    HEAR(4, LOADS, 1, 1.0)
    HEAR(5, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add7(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); v[o + i] = ((((((x0 + x1) + x2) + x3) + x4) + x5) + x6); }
}
static void fr_add7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; r[i] = ((((((x0 + x1) + x2) + x3) + x4) + x5) + x6); }
}
static void b_add7(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
        SEND(3, 1, 1.0)
        SEND(4, 1, 1.0)
        SEND(5, 1, 1.0)
        SEND(6, 1, 1.0)
    }
}
static void l_add7(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
        SLOPE(3, 1, 1.0)
        SLOPE(4, 1, 1.0)
        SLOPE(5, 1, 1.0)
        SLOPE(6, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i];
static void br_add7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
    HEAR(3, LOADS, 1, 1.0)
    HEAR(4, LOADS, 1, 1.0)
    HEAR(5, LOADS, 1, 1.0)
    HEAR(6, LOADS, 1, 1.0)
}
#undef LOADS

static void f_add8(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7); v[o + i] = (((((((x0 + x1) + x2) + x3) + x4) + x5) + x6) + x7); }
}
static void fr_add8(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6]; const double *c7 = x[7];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; const double x7 = c7[i]; r[i] = (((((((x0 + x1) + x2) + x3) + x4) + x5) + x6) + x7); }
}
static void b_add8(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7);
        SEND(0, 1, 1.0)
        SEND(1, 1, 1.0)
        SEND(2, 1, 1.0)
        SEND(3, 1, 1.0)
        SEND(4, 1, 1.0)
        SEND(5, 1, 1.0)
        SEND(6, 1, 1.0)
        SEND(7, 1, 1.0)
    }
}
static void l_add8(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, 1.0)
        SLOPE(2, 1, 1.0)
        SLOPE(3, 1, 1.0)
        SLOPE(4, 1, 1.0)
        SLOPE(5, 1, 1.0)
        SLOPE(6, 1, 1.0)
        SLOPE(7, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; const double x7 = c7[i];
static void br_add8(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6]; const double *c7 = x[7];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, 1.0)
    HEAR(2, LOADS, 1, 1.0)
    HEAR(3, LOADS, 1, 1.0)
    HEAR(4, LOADS, 1, 1.0)
    HEAR(5, LOADS, 1, 1.0)
    HEAR(6, LOADS, 1, 1.0)
    HEAR(7, LOADS, 1, 1.0)
}
#undef LOADS

static void f_sub2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = (x0 - x1); }
}
WIDE static void fr_sub2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = (x0 - x1); }
}
static void b_sub2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SEND(0, 1, 1.0)
        SEND(1, 1, (-1.0))
    }
}
static void l_sub2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, (-1.0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i];
WIDE static void br_sub2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR_BOTH(LOADS, 1.0, (-1.0))
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, (-1.0))
}
#undef LOADS

static void f_mul2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = (x0 * x1); }
}
WIDE static void fr_mul2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = (x0 * x1); }
}
static void b_mul2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SEND(0, 1, x1)
        SEND(1, 1, x0)
    }
}
static void l_mul2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SLOPE(0, 1, x1)
        SLOPE(1, 1, x0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i];
WIDE static void br_mul2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR_BOTH(LOADS, x1, x0)
    HEAR(0, LOADS, 1, x1)
    HEAR(1, LOADS, 1, x0)
}
#undef LOADS

static void f_mul3(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = ((x0 * x1) * x2); }
}
static void fr_mul3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = ((x0 * x1) * x2); }
}
static void b_mul3(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SEND(0, 1, (x1 * x2))
        SEND(1, 1, (x0 * x2))
        SEND(2, 1, (x0 * x1))
    }
}
static void l_mul3(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SLOPE(0, 1, (x1 * x2))
        SLOPE(1, 1, (x0 * x2))
        SLOPE(2, 1, (x0 * x1))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i];
static void br_mul3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, 1, (x1 * x2))
    HEAR(1, LOADS, 1, (x0 * x2))
    HEAR(2, LOADS, 1, (x0 * x1))
}
#undef LOADS

static void f_mul4(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = (((x0 * x1) * x2) * x3); }
}
static void fr_mul4(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = (((x0 * x1) * x2) * x3); }
}
static void b_mul4(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = (x2 * x3); const double t1 = (x0 * x1);
        SEND(0, 1, (x1 * t0))
        SEND(1, 1, (x0 * t0))
        SEND(2, 1, (t1 * x3))
        SEND(3, 1, (t1 * x2))
    }
}
static void l_mul4(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = (x2 * x3); const double t1 = (x0 * x1);
        SLOPE(0, 1, (x1 * t0))
        SLOPE(1, 1, (x0 * t0))
        SLOPE(2, 1, (t1 * x3))
        SLOPE(3, 1, (t1 * x2))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = (x2 * x3); const double t1 = (x0 * x1);
static void br_mul4(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, 1, (x1 * t0))
    HEAR(1, LOADS, 1, (x0 * t0))
    HEAR(2, LOADS, 1, (t1 * x3))
    HEAR(3, LOADS, 1, (t1 * x2))
}
#undef LOADS

static void f_mul5(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); v[o + i] = ((((x0 * x1) * x2) * x3) * x4); }
}
static void fr_mul5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; r[i] = ((((x0 * x1) * x2) * x3) * x4); }
}
static void b_mul5(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double t0 = (x3 * x4); const double t1 = (x2 * t0); const double t2 = (x0 * x1); const double t3 = (t2 * x2);
        SEND(0, 1, (x1 * t1))
        SEND(1, 1, (x0 * t1))
        SEND(2, 1, (t2 * t0))
        SEND(3, 1, (t3 * x4))
        SEND(4, 1, (t3 * x3))
    }
}
static void l_mul5(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double t0 = (x3 * x4); const double t1 = (x2 * t0); const double t2 = (x0 * x1); const double t3 = (t2 * x2);
        SLOPE(0, 1, (x1 * t1))
        SLOPE(1, 1, (x0 * t1))
        SLOPE(2, 1, (t2 * t0))
        SLOPE(3, 1, (t3 * x4))
        SLOPE(4, 1, (t3 * x3))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double t0 = (x3 * x4); const double t1 = (x2 * t0); const double t2 = (x0 * x1); const double t3 = (t2 * x2);
static void br_mul5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    HEAR(0, LOADS, 1, (x1 * t1))
    HEAR(1, LOADS, 1, (x0 * t1))
    HEAR(2, LOADS, 1, (t2 * t0))
    HEAR(3, LOADS, 1, (t3 * x4))
    HEAR(4, LOADS, 1, (t3 * x3))
}
#undef LOADS

static void f_mul6(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); v[o + i] = (((((x0 * x1) * x2) * x3) * x4) * x5); }
}
static void fr_mul6(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; r[i] = (((((x0 * x1) * x2) * x3) * x4) * x5); }
}
static void b_mul6(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double t0 = (x4 * x5); const double t1 = (x3 * t0); const double t2 = (x2 * t1); const double t3 = (x0 * x1); const double t4 = (t3 * x2); const double t5 = (t4 * x3);
        SEND(0, 1, (x1 * t2))
        SEND(1, 1, (x0 * t2))
        SEND(2, 1, (t3 * t1))
        SEND(3, 1, (t4 * t0))
        SEND(4, 1, (t5 * x5))
        SEND(5, 1, (t5 * x4))
    }
}
static void l_mul6(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double t0 = (x4 * x5); const double t1 = (x3 * t0); const double t2 = (x2 * t1); const double t3 = (x0 * x1); const double t4 = (t3 * x2); const double t5 = (t4 * x3);
        SLOPE(0, 1, (x1 * t2))
        SLOPE(1, 1, (x0 * t2))
        SLOPE(2, 1, (t3 * t1))
        SLOPE(3, 1, (t4 * t0))
        SLOPE(4, 1, (t5 * x5))
        SLOPE(5, 1, (t5 * x4))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double t0 = (x4 * x5); const double t1 = (x3 * t0); const double t2 = (x2 * t1); const double t3 = (x0 * x1); const double t4 = (t3 * x2); const double t5 = (t4 * x3);
static void br_mul6(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5];
    HEAR(0, LOADS, 1, (x1 * t2))
    HEAR(1, LOADS, 1, (x0 * t2))
    HEAR(2, LOADS, 1, (t3 * t1))
    HEAR(3, LOADS, 1, (t4 * t0))
    HEAR(4, LOADS, 1, (t5 * x5))
    HEAR(5, LOADS, 1, (t5 * x4))
}
#undef LOADS

static void f_mul7(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); v[o + i] = ((((((x0 * x1) * x2) * x3) * x4) * x5) * x6); }
}
static void fr_mul7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; r[i] = ((((((x0 * x1) * x2) * x3) * x4) * x5) * x6); }
}
static void b_mul7(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double t0 = (x5 * x6); const double t1 = (x4 * t0); const double t2 = (x3 * t1); const double t3 = (x2 * t2); const double t4 = (x0 * x1); const double t5 = (t4 * x2); const double t6 = (t5 * x3); const double t7 = (t6 * x4);
        SEND(0, 1, (x1 * t3))
        SEND(1, 1, (x0 * t3))
        SEND(2, 1, (t4 * t2))
        SEND(3, 1, (t5 * t1))
        SEND(4, 1, (t6 * t0))
        SEND(5, 1, (t7 * x6))
        SEND(6, 1, (t7 * x5))
    }
}
static void l_mul7(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double t0 = (x5 * x6); const double t1 = (x4 * t0); const double t2 = (x3 * t1); const double t3 = (x2 * t2); const double t4 = (x0 * x1); const double t5 = (t4 * x2); const double t6 = (t5 * x3); const double t7 = (t6 * x4);
        SLOPE(0, 1, (x1 * t3))
        SLOPE(1, 1, (x0 * t3))
        SLOPE(2, 1, (t4 * t2))
        SLOPE(3, 1, (t5 * t1))
        SLOPE(4, 1, (t6 * t0))
        SLOPE(5, 1, (t7 * x6))
        SLOPE(6, 1, (t7 * x5))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; const double t0 = (x5 * x6); const double t1 = (x4 * t0); const double t2 = (x3 * t1); const double t3 = (x2 * t2); const double t4 = (x0 * x1); const double t5 = (t4 * x2); const double t6 = (t5 * x3); const double t7 = (t6 * x4);
static void br_mul7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    HEAR(0, LOADS, 1, (x1 * t3))
    HEAR(1, LOADS, 1, (x0 * t3))
    HEAR(2, LOADS, 1, (t4 * t2))
    HEAR(3, LOADS, 1, (t5 * t1))
    HEAR(4, LOADS, 1, (t6 * t0))
    HEAR(5, LOADS, 1, (t7 * x6))
    HEAR(6, LOADS, 1, (t7 * x5))
}
#undef LOADS

static void f_mul8(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7); v[o + i] = (((((((x0 * x1) * x2) * x3) * x4) * x5) * x6) * x7); }
}
static void fr_mul8(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6]; const double *c7 = x[7];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; const double x7 = c7[i]; r[i] = (((((((x0 * x1) * x2) * x3) * x4) * x5) * x6) * x7); }
}
static void b_mul8(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7); const double t0 = (x6 * x7); const double t1 = (x5 * t0); const double t2 = (x4 * t1); const double t3 = (x3 * t2); const double t4 = (x2 * t3); const double t5 = (x0 * x1); const double t6 = (t5 * x2); const double t7 = (t6 * x3); const double t8 = (t7 * x4); const double t9 = (t8 * x5);
        SEND(0, 1, (x1 * t4))
        SEND(1, 1, (x0 * t4))
        SEND(2, 1, (t5 * t3))
        SEND(3, 1, (t6 * t2))
        SEND(4, 1, (t7 * t1))
        SEND(5, 1, (t8 * t0))
        SEND(6, 1, (t9 * x7))
        SEND(7, 1, (t9 * x6))
    }
}
static void l_mul8(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); const double x7 = GET(7); const double t0 = (x6 * x7); const double t1 = (x5 * t0); const double t2 = (x4 * t1); const double t3 = (x3 * t2); const double t4 = (x2 * t3); const double t5 = (x0 * x1); const double t6 = (t5 * x2); const double t7 = (t6 * x3); const double t8 = (t7 * x4); const double t9 = (t8 * x5);
        SLOPE(0, 1, (x1 * t4))
        SLOPE(1, 1, (x0 * t4))
        SLOPE(2, 1, (t5 * t3))
        SLOPE(3, 1, (t6 * t2))
        SLOPE(4, 1, (t7 * t1))
        SLOPE(5, 1, (t8 * t0))
        SLOPE(6, 1, (t9 * x7))
        SLOPE(7, 1, (t9 * x6))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; const double x7 = c7[i]; const double t0 = (x6 * x7); const double t1 = (x5 * t0); const double t2 = (x4 * t1); const double t3 = (x3 * t2); const double t4 = (x2 * t3); const double t5 = (x0 * x1); const double t6 = (t5 * x2); const double t7 = (t6 * x3); const double t8 = (t7 * x4); const double t9 = (t8 * x5);
static void br_mul8(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6]; const double *c7 = x[7];
    HEAR(0, LOADS, 1, (x1 * t4))
    HEAR(1, LOADS, 1, (x0 * t4))
    HEAR(2, LOADS, 1, (t5 * t3))
    HEAR(3, LOADS, 1, (t6 * t2))
    HEAR(4, LOADS, 1, (t7 * t1))
    HEAR(5, LOADS, 1, (t8 * t0))
    HEAR(6, LOADS, 1, (t9 * x7))
    HEAR(7, LOADS, 1, (t9 * x6))
}
#undef LOADS

static void f_div2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = (x0 / x1); }
}
WIDE static void fr_div2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = (x0 / x1); }
}
static void b_div2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SEND(0, 1, (1.0 / x1))
        SEND(1, 1, (-(out / x1)))
    }
}
static void l_div2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1);
        SLOPE(0, 1, (1.0 / x1))
        SLOPE(1, 1, (-(out / x1)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i];
WIDE static void br_div2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR_BOTH(LOADS, (1.0 / x1), (-(out / x1)))
    HEAR(0, LOADS, 1, (1.0 / x1))
    HEAR(1, LOADS, 1, (-(out / x1)))
}
#undef LOADS

static void f_pow2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_pow(x0, x1); }
}
static void fr_pow2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_pow(x0, x1); }
}
static void b_pow2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (x1 == 0.0); const int t1 = (x1 < 0.5); const int t2 = (x0 == 0.0); const int t3 = (x1 < 0.0);
        SEND(0, 1, (((t0 || (x1 == 1.0)) && (x0 != x0)) ? x0 : (t0 ? 0.0 : ((((x1 > 0.0) && t1) && t2) ? INFINITY : ((t1 && ((x0 != 0.0) && (w_abs(x0) < INFINITY))) ? ((w_abs(x1) < 0.001) ? ((x1 / x0) * out) : (x1 * (out / x0))) : (x1 * w_pow(x0, (x1 - 1.0))))))))
        SEND(1, 1, ((x1 != x1) ? x1 : (((t2 && (x1 >= 0.0)) || ((x0 == INFINITY) && t3)) ? 0.0 : ((t2 && t3) ? (-INFINITY) : (out * w_log(x0))))))
    }
}
static void l_pow2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (x1 == 0.0); const int t1 = (x1 < 0.5); const int t2 = (x0 == 0.0); const int t3 = (x1 < 0.0);
        SLOPE(0, 1, (((t0 || (x1 == 1.0)) && (x0 != x0)) ? x0 : (t0 ? 0.0 : ((((x1 > 0.0) && t1) && t2) ? INFINITY : ((t1 && ((x0 != 0.0) && (w_abs(x0) < INFINITY))) ? ((w_abs(x1) < 0.001) ? ((x1 / x0) * out) : (x1 * (out / x0))) : (x1 * w_pow(x0, (x1 - 1.0))))))))
        SLOPE(1, 1, ((x1 != x1) ? x1 : (((t2 && (x1 >= 0.0)) || ((x0 == INFINITY) && t3)) ? 0.0 : ((t2 && t3) ? (-INFINITY) : (out * w_log(x0))))))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (x1 == 0.0); const int t1 = (x1 < 0.5); const int t2 = (x0 == 0.0); const int t3 = (x1 < 0.0);
static void br_pow2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR_BOTH(LOADS, (((t0 || (x1 == 1.0)) && (x0 != x0)) ? x0 : (t0 ? 0.0 : ((((x1 > 0.0) && t1) && t2) ? INFINITY : ((t1 && ((x0 != 0.0) && (w_abs(x0) < INFINITY))) ? ((w_abs(x1) < 0.001) ? ((x1 / x0) * out) : (x1 * (out / x0))) : (x1 * w_pow(x0, (x1 - 1.0))))))), ((x1 != x1) ? x1 : (((t2 && (x1 >= 0.0)) || ((x0 == INFINITY) && t3)) ? 0.0 : ((t2 && t3) ? (-INFINITY) : (out * w_log(x0))))))
    HEAR(0, LOADS, 1, (((t0 || (x1 == 1.0)) && (x0 != x0)) ? x0 : (t0 ? 0.0 : ((((x1 > 0.0) && t1) && t2) ? INFINITY : ((t1 && ((x0 != 0.0) && (w_abs(x0) < INFINITY))) ? ((w_abs(x1) < 0.001) ? ((x1 / x0) * out) : (x1 * (out / x0))) : (x1 * w_pow(x0, (x1 - 1.0))))))))
    HEAR(1, LOADS, 1, ((x1 != x1) ? x1 : (((t2 && (x1 >= 0.0)) || ((x0 == INFINITY) && t3)) ? 0.0 : ((t2 && t3) ? (-INFINITY) : (out * w_log(x0))))))
}
#undef LOADS

static void f_neg1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = (-x0); }
}
WIDE static void fr_neg1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = (-x0); }
}
static void b_neg1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (-1.0))
    }
}
static void l_neg1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (-1.0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_neg1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (-1.0))
}
#undef LOADS

static void f_copy1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = x0; }
}
WIDE static void fr_copy1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = x0; }
}
static void b_copy1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, 1.0)
    }
}
static void l_copy1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_copy1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, 1.0)
}
#undef LOADS

static void f_exp1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_exp(x0); }
}
WIDE static void fr_exp1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_exp(x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_exp(x0); }
}
static void b_exp1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, out)
    }
}
static void l_exp1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, out)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_exp1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, out)
}
#undef LOADS

static void f_log1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_log(x0); }
}
static void fr_log1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_log(x0); }
}
static void b_log1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, ((x0 < 0.0) ? out : (1.0 / (x0 + 0.0))))
    }
}
static void l_log1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, ((x0 < 0.0) ? out : (1.0 / (x0 + 0.0))))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_log1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, ((x0 < 0.0) ? out : (1.0 / (x0 + 0.0))))
}
#undef LOADS

static void f_sqrt1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sqrt(x0); }
}
WIDE static void fr_sqrt1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_sqrt(x0); }
}
static void b_sqrt1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (1.0 / ((2.0 * out) + 0.0)))
    }
}
static void l_sqrt1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (1.0 / ((2.0 * out) + 0.0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_sqrt1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (1.0 / ((2.0 * out) + 0.0)))
}
#undef LOADS

static void f_square1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = (x0 * x0); }
}
WIDE static void fr_square1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = (x0 * x0); }
}
static void b_square1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (2.0 * x0))
    }
}
static void l_square1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (2.0 * x0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_square1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (2.0 * x0))
}
#undef LOADS

static void f_reciprocal1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = (1.0 / x0); }
}
WIDE static void fr_reciprocal1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = (1.0 / x0); }
}
static void b_reciprocal1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (-(out / x0)))
    }
}
static void l_reciprocal1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (-(out / x0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_reciprocal1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (-(out / x0)))
}
#undef LOADS

static void f_abs1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_abs(x0); }
}
WIDE static void fr_abs1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_abs(x0); }
}
static void b_abs1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_sign(x0))
    }
}
static void l_abs1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_sign(x0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_abs1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_sign(x0))
}
#undef LOADS

static void f_sign1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sign(x0); }
}
WIDE static void fr_sign1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_sign(x0); }
}
static void b_sign1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, (x0 != x0), x0)
    }
}
static void l_sign1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, (x0 != x0), x0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_sign1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, (x0 != x0), x0)
}
#undef LOADS

static void f_sin1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sin(x0); }
}
static void fr_sin1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_sin(x0); }
}
static void b_sin1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_cos(x0))
    }
}
static void l_sin1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_cos(x0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_sin1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_cos(x0))
}
#undef LOADS

static void f_cos1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_cos(x0); }
}
static void fr_cos1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_cos(x0); }
}
static void b_cos1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (-w_sin(x0)))
    }
}
static void l_cos1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (-w_sin(x0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_cos1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (-w_sin(x0)))
}
#undef LOADS

static void f_tan1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_tan(x0); }
}
static void fr_tan1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_tan(x0); }
}
static void b_tan1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (1.0 + (out * out)))
    }
}
static void l_tan1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (1.0 + (out * out)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_tan1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (1.0 + (out * out)))
}
#undef LOADS

static void f_tanh1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_tanh(x0); }
}
WIDE static void fr_tanh1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_tanh(x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_tanh(x0); }
}
static void b_tanh1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_sech2(x0))
    }
}
static void l_tanh1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_sech2(x0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_tanh1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_sech2(x0))
}
#undef LOADS
WIDE static void sr_tanh1(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = m_tanh(x0); r[i] = out; d[i] = m_sech2(x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = w_tanh(x0); r[i] = out; d[i] = w_sech2(x0); } }
}

static void f_arctan1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_atan(x0); }
}
static void fr_arctan1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_atan(x0); }
}
static void b_arctan1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, ((w_abs(x0) > 1e+100) ? ((1.0 / x0) / x0) : (1.0 / (1.0 + (x0 * x0)))))
    }
}
static void l_arctan1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, ((w_abs(x0) > 1e+100) ? ((1.0 / x0) / x0) : (1.0 / (1.0 + (x0 * x0)))))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_arctan1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, ((w_abs(x0) > 1e+100) ? ((1.0 / x0) / x0) : (1.0 / (1.0 + (x0 * x0)))))
}
#undef LOADS

static void f_sigmoid1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sigmoid(x0, 1.0); }
}
WIDE static void fr_sigmoid1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_sigmoid(x0, 1.0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_sigmoid(x0, 1.0); }
}
static void b_sigmoid1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (out * w_sigmoid((-x0), 1.0)))
    }
}
static void l_sigmoid1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (out * w_sigmoid((-x0), 1.0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_sigmoid1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (out * w_sigmoid((-x0), 1.0)))
}
#undef LOADS
WIDE static void sr_sigmoid1(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = m_sigmoid(x0, 1.0); r[i] = out; d[i] = (out * m_sigmoid((-x0), 1.0)); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = w_sigmoid(x0, 1.0); r[i] = out; d[i] = (out * w_sigmoid((-x0), 1.0)); } }
}

static void f_relu1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = ((x0 <= 0.0) ? 0.0 : x0); }
}
WIDE static void fr_relu1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = ((x0 <= 0.0) ? 0.0 : x0); }
}
static void b_relu1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, (!(x0 <= 0.0)), ((x0 != x0) ? x0 : 1.0))
    }
}
static void l_relu1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, (!(x0 <= 0.0)), ((x0 != x0) ? x0 : 1.0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_relu1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, (!(x0 <= 0.0)), ((x0 != x0) ? x0 : 1.0))
}
#undef LOADS

static void f_leaky_relu2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 > 0.0) ? x0 : (x1 * x0)); }
}
WIDE static void fr_leaky_relu2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 > 0.0) ? x0 : (x1 * x0)); }
}
static void b_leaky_relu2(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (x0 > 0.0);
        SEND(0, 1, (t0 ? 1.0 : ((x0 != x0) ? x0 : (((x0 == 0.0) && (w_abs(x1) > 1.0)) ? 1.0 : x1))))
        SEND(1, (!t0), x0)
    }
}
static void l_leaky_relu2(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (x0 > 0.0);
        SLOPE(0, 1, (t0 ? 1.0 : ((x0 != x0) ? x0 : (((x0 == 0.0) && (w_abs(x1) > 1.0)) ? 1.0 : x1))))
        SLOPE(1, (!t0), x0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (x0 > 0.0);
WIDE static void br_leaky_relu2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, 1, (t0 ? 1.0 : ((x0 != x0) ? x0 : (((x0 == 0.0) && (w_abs(x1) > 1.0)) ? 1.0 : x1))))
    HEAR(1, LOADS, (!t0), x0)
}
#undef LOADS

static void f_elu1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = ((x0 > 0.0) ? x0 : w_expm1(x0)); }
}
WIDE static void fr_elu1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = ((x0 > 0.0) ? x0 : m_expm1(x0)); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = ((x0 > 0.0) ? x0 : w_expm1(x0)); }
}
static void b_elu1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, ((x0 > 0.0) ? 1.0 : w_exp(x0)))
    }
}
static void l_elu1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, ((x0 > 0.0) ? 1.0 : w_exp(x0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_elu1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, ((x0 > 0.0) ? 1.0 : w_exp(x0)))
}
#undef LOADS
WIDE static void sr_elu1(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = ((x0 > 0.0) ? x0 : m_expm1(x0)); r[i] = out; d[i] = ((x0 > 0.0) ? 1.0 : m_exp(x0)); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = ((x0 > 0.0) ? x0 : w_expm1(x0)); r[i] = out; d[i] = ((x0 > 0.0) ? 1.0 : w_exp(x0)); } }
}

static void f_gelu1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_cdf(x0, x0); }
}
static void fr_gelu1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_cdf(x0, x0); }
}
static void b_gelu1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (w_cdf(x0, 1.0) + w_pdf(x0, x0)))
    }
}
static void l_gelu1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (w_cdf(x0, 1.0) + w_pdf(x0, x0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_gelu1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (w_cdf(x0, 1.0) + w_pdf(x0, x0)))
}
#undef LOADS

static void f_silu1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sigmoid(x0, x0); }
}
WIDE static void fr_silu1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_sigmoid(x0, x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_sigmoid(x0, x0); }
}
static void b_silu1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_sigmoid(x0, (1.0 + w_sigmoid((-x0), x0))))
    }
}
static void l_silu1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_sigmoid(x0, (1.0 + w_sigmoid((-x0), x0))))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_silu1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_sigmoid(x0, (1.0 + w_sigmoid((-x0), x0))))
}
#undef LOADS
WIDE static void sr_silu1(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = m_sigmoid(x0, x0); r[i] = out; d[i] = m_sigmoid(x0, (1.0 + m_sigmoid((-x0), x0))); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = w_sigmoid(x0, x0); r[i] = out; d[i] = w_sigmoid(x0, (1.0 + w_sigmoid((-x0), x0))); } }
}

static void f_softplus1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_softplus(x0); }
}
WIDE static void fr_softplus1(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_softplus(x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_softplus(x0); }
}
static void b_softplus1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_sigmoid(x0, 1.0))
    }
}
static void l_softplus1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_sigmoid(x0, 1.0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_softplus1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_sigmoid(x0, 1.0))
}
#undef LOADS
WIDE static void sr_softplus1(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = m_softplus(x0); r[i] = out; d[i] = m_sigmoid(x0, 1.0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = w_softplus(x0); r[i] = out; d[i] = w_sigmoid(x0, 1.0); } }
}

static void f_max2_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_max(x0, x1); }
}
WIDE static void fr_max2_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_max(x0, x1); }
}
static void b_max2_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
        SEND(0, ((x0 >= x1) || t0), (t0 ? out : ((x0 > x1) ? 1.0 : t1)))
        SEND(1, ((x1 >= x0) || t0), (t0 ? out : ((x1 > x0) ? 1.0 : t1)))
    }
}
static void l_max2_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
        SLOPE(0, ((x0 >= x1) || t0), (t0 ? out : ((x0 > x1) ? 1.0 : t1)))
        SLOPE(1, ((x1 >= x0) || t0), (t0 ? out : ((x1 > x0) ? 1.0 : t1)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
WIDE static void br_max2_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 >= x1) || t0), (t0 ? out : ((x0 > x1) ? 1.0 : t1)))
    HEAR(1, LOADS, ((x1 >= x0) || t0), (t0 ? out : ((x1 > x0) ? 1.0 : t1)))
}
#undef LOADS

static void f_max2_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_max(x0, x1); }
}
WIDE static void fr_max2_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_max(x0, x1); }
}
static void b_max2_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 >= x1) || t0), t1)
        SEND(1, ((x1 > x0) || t0), t1)
    }
}
static void l_max2_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 >= x1) || t0), t1)
        SLOPE(1, ((x1 > x0) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
WIDE static void br_max2_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 >= x1) || t0), t1)
    HEAR(1, LOADS, ((x1 > x0) || t0), t1)
}
#undef LOADS

static void f_max2_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_max(x0, x1); }
}
WIDE static void fr_max2_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_max(x0, x1); }
}
static void b_max2_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 >= x1) || t0), t1)
        SEND(1, ((x1 >= x0) || t0), t1)
    }
}
static void l_max2_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 >= x1) || t0), t1)
        SLOPE(1, ((x1 >= x0) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
WIDE static void br_max2_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 >= x1) || t0), t1)
    HEAR(1, LOADS, ((x1 >= x0) || t0), t1)
}
#undef LOADS

static void f_max3_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_max(w_max(x0, x1), x2); }
}
static void fr_max3_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_max(w_max(x0, x1), x2); }
}
static void b_max3_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double t0 = w_max(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_max(x0, x2); const double t4 = w_max(x0, x1);
        SEND(0, ((x0 >= t0) || t1), (t1 ? out : ((x0 > t0) ? 1.0 : t2)))
        SEND(1, ((x1 >= t3) || t1), (t1 ? out : ((x1 > t3) ? 1.0 : t2)))
        SEND(2, ((x2 >= t4) || t1), (t1 ? out : ((x2 > t4) ? 1.0 : t2)))
    }
}
static void l_max3_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double t0 = w_max(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_max(x0, x2); const double t4 = w_max(x0, x1);
        SLOPE(0, ((x0 >= t0) || t1), (t1 ? out : ((x0 > t0) ? 1.0 : t2)))
        SLOPE(1, ((x1 >= t3) || t1), (t1 ? out : ((x1 > t3) ? 1.0 : t2)))
        SLOPE(2, ((x2 >= t4) || t1), (t1 ? out : ((x2 > t4) ? 1.0 : t2)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double t0 = w_max(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_max(x0, x2); const double t4 = w_max(x0, x1);
static void br_max3_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 >= t0) || t1), (t1 ? out : ((x0 > t0) ? 1.0 : t2)))
    HEAR(1, LOADS, ((x1 >= t3) || t1), (t1 ? out : ((x1 > t3) ? 1.0 : t2)))
    HEAR(2, LOADS, ((x2 >= t4) || t1), (t1 ? out : ((x2 > t4) ? 1.0 : t2)))
}
#undef LOADS

static void f_max3_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_max(w_max(x0, x1), x2); }
}
static void fr_max3_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_max(w_max(x0, x1), x2); }
}
static void b_max3_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 >= w_max(x1, x2)) || t0), t1)
        SEND(1, (((x1 > x0) && (x1 >= x2)) || t0), t1)
        SEND(2, ((x2 > w_max(x0, x1)) || t0), t1)
    }
}
static void l_max3_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 >= w_max(x1, x2)) || t0), t1)
        SLOPE(1, (((x1 > x0) && (x1 >= x2)) || t0), t1)
        SLOPE(2, ((x2 > w_max(x0, x1)) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
static void br_max3_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 >= w_max(x1, x2)) || t0), t1)
    HEAR(1, LOADS, (((x1 > x0) && (x1 >= x2)) || t0), t1)
    HEAR(2, LOADS, ((x2 > w_max(x0, x1)) || t0), t1)
}
#undef LOADS

static void f_max3_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_max(w_max(x0, x1), x2); }
}
static void fr_max3_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_max(w_max(x0, x1), x2); }
}
static void b_max3_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 >= w_max(x1, x2)) || t0), t1)
        SEND(1, ((x1 >= w_max(x0, x2)) || t0), t1)
        SEND(2, ((x2 >= w_max(x0, x1)) || t0), t1)
    }
}
static void l_max3_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 >= w_max(x1, x2)) || t0), t1)
        SLOPE(1, ((x1 >= w_max(x0, x2)) || t0), t1)
        SLOPE(2, ((x2 >= w_max(x0, x1)) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
static void br_max3_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 >= w_max(x1, x2)) || t0), t1)
    HEAR(1, LOADS, ((x1 >= w_max(x0, x2)) || t0), t1)
    HEAR(2, LOADS, ((x2 >= w_max(x0, x1)) || t0), t1)
}
#undef LOADS

static void f_max4_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void fr_max4_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void b_max4_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const double t1 = w_max(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_max(x0, t0); const double t5 = w_max(x0, x1); const double t6 = w_max(t5, x3); const double t7 = w_max(t5, x2);
        SEND(0, ((x0 >= t1) || t2), (t2 ? out : ((x0 > t1) ? 1.0 : t3)))
        SEND(1, ((x1 >= t4) || t2), (t2 ? out : ((x1 > t4) ? 1.0 : t3)))
        SEND(2, ((x2 >= t6) || t2), (t2 ? out : ((x2 > t6) ? 1.0 : t3)))
        SEND(3, ((x3 >= t7) || t2), (t2 ? out : ((x3 > t7) ? 1.0 : t3)))
    }
}
static void l_max4_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const double t1 = w_max(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_max(x0, t0); const double t5 = w_max(x0, x1); const double t6 = w_max(t5, x3); const double t7 = w_max(t5, x2);
        SLOPE(0, ((x0 >= t1) || t2), (t2 ? out : ((x0 > t1) ? 1.0 : t3)))
        SLOPE(1, ((x1 >= t4) || t2), (t2 ? out : ((x1 > t4) ? 1.0 : t3)))
        SLOPE(2, ((x2 >= t6) || t2), (t2 ? out : ((x2 > t6) ? 1.0 : t3)))
        SLOPE(3, ((x3 >= t7) || t2), (t2 ? out : ((x3 > t7) ? 1.0 : t3)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_max(x2, x3); const double t1 = w_max(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_max(x0, t0); const double t5 = w_max(x0, x1); const double t6 = w_max(t5, x3); const double t7 = w_max(t5, x2);
static void br_max4_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 >= t1) || t2), (t2 ? out : ((x0 > t1) ? 1.0 : t3)))
    HEAR(1, LOADS, ((x1 >= t4) || t2), (t2 ? out : ((x1 > t4) ? 1.0 : t3)))
    HEAR(2, LOADS, ((x2 >= t6) || t2), (t2 ? out : ((x2 > t6) ? 1.0 : t3)))
    HEAR(3, LOADS, ((x3 >= t7) || t2), (t2 ? out : ((x3 > t7) ? 1.0 : t3)))
}
#undef LOADS

static void f_max4_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void fr_max4_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void b_max4_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
        SEND(0, ((x0 >= w_max(x1, t0)) || t1), t2)
        SEND(1, (((x1 > x0) && (x1 >= t0)) || t1), t2)
        SEND(2, (((x2 > t3) && (x2 >= x3)) || t1), t2)
        SEND(3, ((x3 > w_max(t3, x2)) || t1), t2)
    }
}
static void l_max4_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
        SLOPE(0, ((x0 >= w_max(x1, t0)) || t1), t2)
        SLOPE(1, (((x1 > x0) && (x1 >= t0)) || t1), t2)
        SLOPE(2, (((x2 > t3) && (x2 >= x3)) || t1), t2)
        SLOPE(3, ((x3 > w_max(t3, x2)) || t1), t2)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
static void br_max4_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 >= w_max(x1, t0)) || t1), t2)
    HEAR(1, LOADS, (((x1 > x0) && (x1 >= t0)) || t1), t2)
    HEAR(2, LOADS, (((x2 > t3) && (x2 >= x3)) || t1), t2)
    HEAR(3, LOADS, ((x3 > w_max(t3, x2)) || t1), t2)
}
#undef LOADS

static void f_max4_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void fr_max4_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_max(w_max(w_max(x0, x1), x2), x3); }
}
static void b_max4_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
        SEND(0, ((x0 >= w_max(x1, t0)) || t1), t2)
        SEND(1, ((x1 >= w_max(x0, t0)) || t1), t2)
        SEND(2, ((x2 >= w_max(t3, x3)) || t1), t2)
        SEND(3, ((x3 >= w_max(t3, x2)) || t1), t2)
    }
}
static void l_max4_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
        SLOPE(0, ((x0 >= w_max(x1, t0)) || t1), t2)
        SLOPE(1, ((x1 >= w_max(x0, t0)) || t1), t2)
        SLOPE(2, ((x2 >= w_max(t3, x3)) || t1), t2)
        SLOPE(3, ((x3 >= w_max(t3, x2)) || t1), t2)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_max(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_max(x0, x1);
static void br_max4_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 >= w_max(x1, t0)) || t1), t2)
    HEAR(1, LOADS, ((x1 >= w_max(x0, t0)) || t1), t2)
    HEAR(2, LOADS, ((x2 >= w_max(t3, x3)) || t1), t2)
    HEAR(3, LOADS, ((x3 >= w_max(t3, x2)) || t1), t2)
}
#undef LOADS

static void f_min2_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_min(x0, x1); }
}
WIDE static void fr_min2_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_min(x0, x1); }
}
static void b_min2_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
        SEND(0, ((x0 <= x1) || t0), (t0 ? out : ((x0 < x1) ? 1.0 : t1)))
        SEND(1, ((x1 <= x0) || t0), (t0 ? out : ((x1 < x0) ? 1.0 : t1)))
    }
}
static void l_min2_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
        SLOPE(0, ((x0 <= x1) || t0), (t0 ? out : ((x0 < x1) ? 1.0 : t1)))
        SLOPE(1, ((x1 <= x0) || t0), (t0 ? out : ((x1 < x0) ? 1.0 : t1)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (1.0 / ((double)(x0 == out) + (double)(x1 == out)));
WIDE static void br_min2_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 <= x1) || t0), (t0 ? out : ((x0 < x1) ? 1.0 : t1)))
    HEAR(1, LOADS, ((x1 <= x0) || t0), (t0 ? out : ((x1 < x0) ? 1.0 : t1)))
}
#undef LOADS

static void f_min2_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_min(x0, x1); }
}
WIDE static void fr_min2_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_min(x0, x1); }
}
static void b_min2_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 < x1) || t0), t1)
        SEND(1, ((x1 <= x0) || t0), t1)
    }
}
static void l_min2_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 < x1) || t0), t1)
        SLOPE(1, ((x1 <= x0) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
WIDE static void br_min2_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 < x1) || t0), t1)
    HEAR(1, LOADS, ((x1 <= x0) || t0), t1)
}
#undef LOADS

static void f_min2_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = w_min(x0, x1); }
}
WIDE static void fr_min2_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = w_min(x0, x1); }
}
static void b_min2_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 <= x1) || t0), t1)
        SEND(1, ((x1 <= x0) || t0), t1)
    }
}
static void l_min2_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 <= x1) || t0), t1)
        SLOPE(1, ((x1 <= x0) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
WIDE static void br_min2_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    HEAR(0, LOADS, ((x0 <= x1) || t0), t1)
    HEAR(1, LOADS, ((x1 <= x0) || t0), t1)
}
#undef LOADS

static void f_min3_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_min(w_min(x0, x1), x2); }
}
static void fr_min3_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_min(w_min(x0, x1), x2); }
}
static void b_min3_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double t0 = w_min(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_min(x0, x2); const double t4 = w_min(x0, x1);
        SEND(0, ((x0 <= t0) || t1), (t1 ? out : ((x0 < t0) ? 1.0 : t2)))
        SEND(1, ((x1 <= t3) || t1), (t1 ? out : ((x1 < t3) ? 1.0 : t2)))
        SEND(2, ((x2 <= t4) || t1), (t1 ? out : ((x2 < t4) ? 1.0 : t2)))
    }
}
static void l_min3_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double t0 = w_min(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_min(x0, x2); const double t4 = w_min(x0, x1);
        SLOPE(0, ((x0 <= t0) || t1), (t1 ? out : ((x0 < t0) ? 1.0 : t2)))
        SLOPE(1, ((x1 <= t3) || t1), (t1 ? out : ((x1 < t3) ? 1.0 : t2)))
        SLOPE(2, ((x2 <= t4) || t1), (t1 ? out : ((x2 < t4) ? 1.0 : t2)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double t0 = w_min(x1, x2); const int t1 = (out != out); const double t2 = (1.0 / (((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out))); const double t3 = w_min(x0, x2); const double t4 = w_min(x0, x1);
static void br_min3_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 <= t0) || t1), (t1 ? out : ((x0 < t0) ? 1.0 : t2)))
    HEAR(1, LOADS, ((x1 <= t3) || t1), (t1 ? out : ((x1 < t3) ? 1.0 : t2)))
    HEAR(2, LOADS, ((x2 <= t4) || t1), (t1 ? out : ((x2 < t4) ? 1.0 : t2)))
}
#undef LOADS

static void f_min3_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_min(w_min(x0, x1), x2); }
}
static void fr_min3_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_min(w_min(x0, x1), x2); }
}
static void b_min3_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 < w_min(x1, x2)) || t0), t1)
        SEND(1, (((x1 <= x0) && (x1 < x2)) || t0), t1)
        SEND(2, ((x2 <= w_min(x0, x1)) || t0), t1)
    }
}
static void l_min3_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 < w_min(x1, x2)) || t0), t1)
        SLOPE(1, (((x1 <= x0) && (x1 < x2)) || t0), t1)
        SLOPE(2, ((x2 <= w_min(x0, x1)) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
static void br_min3_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 < w_min(x1, x2)) || t0), t1)
    HEAR(1, LOADS, (((x1 <= x0) && (x1 < x2)) || t0), t1)
    HEAR(2, LOADS, ((x2 <= w_min(x0, x1)) || t0), t1)
}
#undef LOADS

static void f_min3_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_min(w_min(x0, x1), x2); }
}
static void fr_min3_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_min(w_min(x0, x1), x2); }
}
static void b_min3_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, ((x0 <= w_min(x1, x2)) || t0), t1)
        SEND(1, ((x1 <= w_min(x0, x2)) || t0), t1)
        SEND(2, ((x2 <= w_min(x0, x1)) || t0), t1)
    }
}
static void l_min3_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, ((x0 <= w_min(x1, x2)) || t0), t1)
        SLOPE(1, ((x1 <= w_min(x0, x2)) || t0), t1)
        SLOPE(2, ((x2 <= w_min(x0, x1)) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
static void br_min3_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, ((x0 <= w_min(x1, x2)) || t0), t1)
    HEAR(1, LOADS, ((x1 <= w_min(x0, x2)) || t0), t1)
    HEAR(2, LOADS, ((x2 <= w_min(x0, x1)) || t0), t1)
}
#undef LOADS

static void f_min4_split(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void fr_min4_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void b_min4_split(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const double t1 = w_min(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_min(x0, t0); const double t5 = w_min(x0, x1); const double t6 = w_min(t5, x3); const double t7 = w_min(t5, x2);
        SEND(0, ((x0 <= t1) || t2), (t2 ? out : ((x0 < t1) ? 1.0 : t3)))
        SEND(1, ((x1 <= t4) || t2), (t2 ? out : ((x1 < t4) ? 1.0 : t3)))
        SEND(2, ((x2 <= t6) || t2), (t2 ? out : ((x2 < t6) ? 1.0 : t3)))
        SEND(3, ((x3 <= t7) || t2), (t2 ? out : ((x3 < t7) ? 1.0 : t3)))
    }
}
static void l_min4_split(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const double t1 = w_min(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_min(x0, t0); const double t5 = w_min(x0, x1); const double t6 = w_min(t5, x3); const double t7 = w_min(t5, x2);
        SLOPE(0, ((x0 <= t1) || t2), (t2 ? out : ((x0 < t1) ? 1.0 : t3)))
        SLOPE(1, ((x1 <= t4) || t2), (t2 ? out : ((x1 < t4) ? 1.0 : t3)))
        SLOPE(2, ((x2 <= t6) || t2), (t2 ? out : ((x2 < t6) ? 1.0 : t3)))
        SLOPE(3, ((x3 <= t7) || t2), (t2 ? out : ((x3 < t7) ? 1.0 : t3)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_min(x2, x3); const double t1 = w_min(x1, t0); const int t2 = (out != out); const double t3 = (1.0 / ((((double)(x0 == out) + (double)(x1 == out)) + (double)(x2 == out)) + (double)(x3 == out))); const double t4 = w_min(x0, t0); const double t5 = w_min(x0, x1); const double t6 = w_min(t5, x3); const double t7 = w_min(t5, x2);
static void br_min4_split(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 <= t1) || t2), (t2 ? out : ((x0 < t1) ? 1.0 : t3)))
    HEAR(1, LOADS, ((x1 <= t4) || t2), (t2 ? out : ((x1 < t4) ? 1.0 : t3)))
    HEAR(2, LOADS, ((x2 <= t6) || t2), (t2 ? out : ((x2 < t6) ? 1.0 : t3)))
    HEAR(3, LOADS, ((x3 <= t7) || t2), (t2 ? out : ((x3 < t7) ? 1.0 : t3)))
}
#undef LOADS

static void f_min4_first(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void fr_min4_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void b_min4_first(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
        SEND(0, ((x0 < w_min(x1, t0)) || t1), t2)
        SEND(1, (((x1 <= x0) && (x1 < t0)) || t1), t2)
        SEND(2, (((x2 <= t3) && (x2 < x3)) || t1), t2)
        SEND(3, ((x3 <= w_min(t3, x2)) || t1), t2)
    }
}
static void l_min4_first(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
        SLOPE(0, ((x0 < w_min(x1, t0)) || t1), t2)
        SLOPE(1, (((x1 <= x0) && (x1 < t0)) || t1), t2)
        SLOPE(2, (((x2 <= t3) && (x2 < x3)) || t1), t2)
        SLOPE(3, ((x3 <= w_min(t3, x2)) || t1), t2)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
static void br_min4_first(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 < w_min(x1, t0)) || t1), t2)
    HEAR(1, LOADS, (((x1 <= x0) && (x1 < t0)) || t1), t2)
    HEAR(2, LOADS, (((x2 <= t3) && (x2 < x3)) || t1), t2)
    HEAR(3, LOADS, ((x3 <= w_min(t3, x2)) || t1), t2)
}
#undef LOADS

static void f_min4_both(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); v[o + i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void fr_min4_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; r[i] = w_min(w_min(w_min(x0, x1), x2), x3); }
}
static void b_min4_both(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
        SEND(0, ((x0 <= w_min(x1, t0)) || t1), t2)
        SEND(1, ((x1 <= w_min(x0, t0)) || t1), t2)
        SEND(2, ((x2 <= w_min(t3, x3)) || t1), t2)
        SEND(3, ((x3 <= w_min(t3, x2)) || t1), t2)
    }
}
static void l_min4_both(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
        SLOPE(0, ((x0 <= w_min(x1, t0)) || t1), t2)
        SLOPE(1, ((x1 <= w_min(x0, t0)) || t1), t2)
        SLOPE(2, ((x2 <= w_min(t3, x3)) || t1), t2)
        SLOPE(3, ((x3 <= w_min(t3, x2)) || t1), t2)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double t0 = w_min(x2, x3); const int t1 = (out != out); const double t2 = (t1 ? out : 1.0); const double t3 = w_min(x0, x1);
static void br_min4_both(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3];
    HEAR(0, LOADS, ((x0 <= w_min(x1, t0)) || t1), t2)
    HEAR(1, LOADS, ((x1 <= w_min(x0, t0)) || t1), t2)
    HEAR(2, LOADS, ((x2 <= w_min(t3, x3)) || t1), t2)
    HEAR(3, LOADS, ((x3 <= w_min(t3, x2)) || t1), t2)
}
#undef LOADS

static void f_clip3(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = w_min(w_max(x0, x1), x2); }
}
static void fr_clip3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = w_min(w_max(x0, x1), x2); }
}
static void b_clip3(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SEND(0, (((x1 < x0) && (x0 < x2)) || t0), t1)
        SEND(1, ((x0 < x1) || t0), t1)
        SEND(2, ((x0 > x2) || t0), t1)
    }
}
static void l_clip3(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
        SLOPE(0, (((x1 < x0) && (x0 < x2)) || t0), t1)
        SLOPE(1, ((x0 < x1) || t0), t1)
        SLOPE(2, ((x0 > x2) || t0), t1)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (out != out); const double t1 = (t0 ? out : 1.0);
static void br_clip3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, (((x1 < x0) && (x0 < x2)) || t0), t1)
    HEAR(1, LOADS, ((x0 < x1) || t0), t1)
    HEAR(2, LOADS, ((x0 > x2) || t0), t1)
}
#undef LOADS

static void f_where3(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = ((x0 != 0.0) ? x1 : x2); }
}
static void fr_where3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = ((x0 != 0.0) ? x1 : x2); }
}
static void b_where3(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (x0 != 0.0);
        SEND(1, t0, 1.0)
        SEND(2, (!t0), 1.0)
    }
}
static void l_where3(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const int t0 = (x0 != 0.0);
        SLOPE(1, t0, 1.0)
        SLOPE(2, (!t0), 1.0)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const int t0 = (x0 != 0.0);
static void br_where3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(1, LOADS, t0, 1.0)
    HEAR(2, LOADS, (!t0), 1.0)
}
#undef LOADS

static void f_lt2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 < x1) ? 1.0 : 0.0); }
}
WIDE static void fr_lt2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 < x1) ? 1.0 : 0.0); }
}

static void f_le2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 <= x1) ? 1.0 : 0.0); }
}
WIDE static void fr_le2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 <= x1) ? 1.0 : 0.0); }
}

static void f_gt2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 > x1) ? 1.0 : 0.0); }
}
WIDE static void fr_gt2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 > x1) ? 1.0 : 0.0); }
}

static void f_ge2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 >= x1) ? 1.0 : 0.0); }
}
WIDE static void fr_ge2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 >= x1) ? 1.0 : 0.0); }
}

static void f_eq2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 == x1) ? 1.0 : 0.0); }
}
WIDE static void fr_eq2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 == x1) ? 1.0 : 0.0); }
}

static void f_ne2(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); v[o + i] = ((x0 != x1) ? 1.0 : 0.0); }
}
WIDE static void fr_ne2(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; r[i] = ((x0 != x1) ? 1.0 : 0.0); }
}

static void f_detach1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = x0; }
}
WIDE static void fr_detach1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = x0; }
}

static void f_given3(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); v[o + i] = x0; }
}
static void fr_given3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; r[i] = x0; }
}
static void b_given3(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SEND(0, 1, 1.0)
        SEND(1, 1, x2)
    }
}
static void l_given3(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, x2)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i];
static void br_given3(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, x2)
}
#undef LOADS

static void f_given5(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); v[o + i] = x0; }
}
static void fr_given5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; r[i] = x0; }
}
static void b_given5(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4);
        SEND(0, 1, 1.0)
        SEND(1, 1, x2)
        SEND(3, 1, x4)
    }
}
static void l_given5(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, x2)
        SLOPE(3, 1, x4)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i];
static void br_given5(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, x2)
    HEAR(3, LOADS, 1, x4)
}
#undef LOADS

static void f_given7(FORWARD) {
    EACH { const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6); v[o + i] = x0; }
}
static void fr_given7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    EACH { const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i]; r[i] = x0; }
}
static void b_given7(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6);
        SEND(0, 1, 1.0)
        SEND(1, 1, x2)
        SEND(3, 1, x4)
        SEND(5, 1, x6)
    }
}
static void l_given7(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0); const double x1 = GET(1); const double x2 = GET(2); const double x3 = GET(3); const double x4 = GET(4); const double x5 = GET(5); const double x6 = GET(6);
        SLOPE(0, 1, 1.0)
        SLOPE(1, 1, x2)
        SLOPE(3, 1, x4)
        SLOPE(5, 1, x6)
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i]; const double x1 = c1[i]; const double x2 = c2[i]; const double x3 = c3[i]; const double x4 = c4[i]; const double x5 = c5[i]; const double x6 = c6[i];
static void br_given7(ROWS) {
    const double *c0 = x[0]; const double *c1 = x[1]; const double *c2 = x[2]; const double *c3 = x[3]; const double *c4 = x[4]; const double *c5 = x[5]; const double *c6 = x[6];
    HEAR(0, LOADS, 1, 1.0)
    HEAR(1, LOADS, 1, x2)
    HEAR(3, LOADS, 1, x4)
    HEAR(5, LOADS, 1, x6)
}
#undef LOADS

static void f_upstream1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = ((x0 < x0) ? x0 : 0.0); }
}
WIDE static void fr_upstream1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = ((x0 < x0) ? x0 : 0.0); }
}

static void f_port1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = x0; }
}
WIDE static void fr_port1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = x0; }
}

static void f_sech21(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_sech2(x0); }
}
WIDE static void fr_sech21(ROWS) {
    const double *c0 = x[0];
    uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); r[i] = m_sech2(x0); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) r[i] = w_sech2(x0); }
}
static void b_sech21(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (-((2.0 * w_tanh(x0)) * out)))
    }
}
static void l_sech21(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (-((2.0 * w_tanh(x0)) * out)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
WIDE static void br_sech21(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (-((2.0 * w_tanh(x0)) * out)))
}
#undef LOADS
WIDE static void sr_sech21(ROWS) {
    const double *restrict c0 = x[0]; double *restrict d = g[0]; uint64_t odd = 0;
    EACH { const double x0 = c0[i]; odd |= IMMODERATE(x0); const double out = m_sech2(x0); r[i] = out; d[i] = (-((2.0 * m_tanh(x0)) * out)); }
    if (odd) EACH { const double x0 = c0[i]; if (IMMODERATE(x0)) { const double out = w_sech2(x0); r[i] = out; d[i] = (-((2.0 * w_tanh(x0)) * out)); } }
}

static void f_cdf1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_cdf(x0, 1.0); }
}
static void fr_cdf1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_cdf(x0, 1.0); }
}
static void b_cdf1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, w_pdf(x0, 1.0))
    }
}
static void l_cdf1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, w_pdf(x0, 1.0))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_cdf1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, w_pdf(x0, 1.0))
}
#undef LOADS

static void f_pdf1(FORWARD) {
    EACH { const double x0 = GET(0); v[o + i] = w_pdf(x0, 1.0); }
}
static void fr_pdf1(ROWS) {
    const double *c0 = x[0];
    EACH { const double x0 = c0[i]; r[i] = w_pdf(x0, 1.0); }
}
static void b_pdf1(BACKWARD) {
    HEARING { const double up = g[o + i], out = v[o + i]; const double x0 = GET(0);
        SEND(0, 1, (-w_pdf(x0, x0)))
    }
}
static void l_pdf1(LOCAL) {
    EACH { const double out = v[o + i]; const double x0 = GET(0);
        SLOPE(0, 1, (-w_pdf(x0, x0)))
    }
}
#define LOADS const double out = r[i]; const double x0 = c0[i];
static void br_pdf1(ROWS) {
    const double *c0 = x[0];
    HEAR(0, LOADS, 1, (-w_pdf(x0, x0)))
}
#undef LOADS

static const Case CASES[] = {
    {"add", "", 2, 3, 3, {X0, ONE, X1, ONE}, {ONE, ONE}, 3, "--", f_add2, b_add2, l_add2, fr_add2, br_add2, 0},
    {"add", "", 3, 7, 7, {0}, {0}, 7, "---", f_add3, b_add3, l_add3, fr_add3, br_add3, 0},
    {"add", "", 4, 15, 15, {0}, {0}, 15, "----", f_add4, b_add4, l_add4, fr_add4, br_add4, 0},
    {"add", "", 5, 31, 31, {0}, {0}, 31, "-----", f_add5, b_add5, l_add5, fr_add5, br_add5, 0},
    {"add", "", 6, 63, 63, {0}, {0}, 63, "------", f_add6, b_add6, l_add6, fr_add6, br_add6, 0},
    {"add", "", 7, 127, 127, {0}, {0}, 127, "-------", f_add7, b_add7, l_add7, fr_add7, br_add7, 0},
    {"add", "", 8, 255, 255, {0}, {0}, 255, "--------", f_add8, b_add8, l_add8, fr_add8, br_add8, 0},
    {"sub", "", 2, 3, 3, {X0, ONE, X1, MINUS_ONE}, {ONE, MINUS_ONE}, 1, "--", f_sub2, b_sub2, l_sub2, fr_sub2, br_sub2, 0},
    {"mul", "", 2, 3, 3, {X0, X1, MINUS_ZERO, ONE}, {X1, X0}, 0, "10", f_mul2, b_mul2, l_mul2, fr_mul2, br_mul2, 0},
    {"mul", "", 3, 7, 7, {0}, {0}, 0, "---", f_mul3, b_mul3, l_mul3, fr_mul3, br_mul3, 0},
    {"mul", "", 4, 15, 15, {0}, {0}, 0, "----", f_mul4, b_mul4, l_mul4, fr_mul4, br_mul4, 0},
    {"mul", "", 5, 31, 31, {0}, {0}, 0, "-----", f_mul5, b_mul5, l_mul5, fr_mul5, br_mul5, 0},
    {"mul", "", 6, 63, 63, {0}, {0}, 0, "------", f_mul6, b_mul6, l_mul6, fr_mul6, br_mul6, 0},
    {"mul", "", 7, 127, 127, {0}, {0}, 0, "-------", f_mul7, b_mul7, l_mul7, fr_mul7, br_mul7, 0},
    {"mul", "", 8, 255, 255, {0}, {0}, 0, "--------", f_mul8, b_mul8, l_mul8, fr_mul8, br_mul8, 0},
    {"div", "", 2, 3, 3, {0}, {0, 0}, 0, "--", f_div2, b_div2, l_div2, fr_div2, br_div2, 0},
    {"pow", "", 2, 3, 3, {0}, {0, 0}, 0, "--", f_pow2, b_pow2, l_pow2, fr_pow2, br_pow2, 0},
    {"neg", "", 1, 1, 1, {X0, MINUS_ONE, MINUS_ZERO, ONE}, {MINUS_ONE}, 0, "-", f_neg1, b_neg1, l_neg1, fr_neg1, br_neg1, 0},
    {"copy", "", 1, 1, 1, {X0, ONE, MINUS_ZERO, ONE}, {ONE}, 1, "-", f_copy1, b_copy1, l_copy1, fr_copy1, br_copy1, 0},
    {"exp", "", 1, 1, 1, {0}, {OUT}, 0, "-", f_exp1, b_exp1, l_exp1, fr_exp1, br_exp1, 0},
    {"log", "", 1, 1, 1, {0}, {0}, 0, "-", f_log1, b_log1, l_log1, fr_log1, br_log1, 0},
    {"sqrt", "", 1, 1, 1, {0}, {0}, 0, "-", f_sqrt1, b_sqrt1, l_sqrt1, fr_sqrt1, br_sqrt1, 0},
    {"square", "", 1, 1, 1, {X0, X0, MINUS_ZERO, ONE}, {0}, 0, "-", f_square1, b_square1, l_square1, fr_square1, br_square1, 0},
    {"reciprocal", "", 1, 1, 1, {0}, {0}, 0, "-", f_reciprocal1, b_reciprocal1, l_reciprocal1, fr_reciprocal1, br_reciprocal1, 0},
    {"abs", "", 1, 1, 1, {0}, {0}, 0, "-", f_abs1, b_abs1, l_abs1, fr_abs1, br_abs1, 0},
    {"sign", "", 1, 0, 1, {0}, {0}, 0, "-", f_sign1, b_sign1, l_sign1, fr_sign1, br_sign1, 0},
    {"sin", "", 1, 1, 1, {0}, {0}, 0, "-", f_sin1, b_sin1, l_sin1, fr_sin1, br_sin1, 0},
    {"cos", "", 1, 1, 1, {0}, {0}, 0, "-", f_cos1, b_cos1, l_cos1, fr_cos1, br_cos1, 0},
    {"tan", "", 1, 1, 1, {0}, {0}, 0, "-", f_tan1, b_tan1, l_tan1, fr_tan1, br_tan1, 0},
    {"tanh", "", 1, 1, 1, {0}, {0}, 0, "-", f_tanh1, b_tanh1, l_tanh1, fr_tanh1, br_tanh1, sr_tanh1},
    {"arctan", "", 1, 1, 1, {0}, {0}, 0, "-", f_arctan1, b_arctan1, l_arctan1, fr_arctan1, br_arctan1, 0},
    {"sigmoid", "", 1, 1, 1, {0}, {0}, 0, "-", f_sigmoid1, b_sigmoid1, l_sigmoid1, fr_sigmoid1, br_sigmoid1, sr_sigmoid1},
    {"relu", "", 1, 0, 1, {0}, {0}, 0, "-", f_relu1, b_relu1, l_relu1, fr_relu1, br_relu1, 0},
    {"leaky_relu", "", 2, 1, 3, {0}, {0, 0}, 0, "--", f_leaky_relu2, b_leaky_relu2, l_leaky_relu2, fr_leaky_relu2, br_leaky_relu2, 0},
    {"elu", "", 1, 1, 1, {0}, {0}, 0, "-", f_elu1, b_elu1, l_elu1, fr_elu1, br_elu1, sr_elu1},
    {"gelu", "", 1, 1, 1, {0}, {0}, 0, "-", f_gelu1, b_gelu1, l_gelu1, fr_gelu1, br_gelu1, 0},
    {"silu", "", 1, 1, 1, {0}, {0}, 0, "-", f_silu1, b_silu1, l_silu1, fr_silu1, br_silu1, sr_silu1},
    {"softplus", "", 1, 1, 1, {0}, {0}, 0, "-", f_softplus1, b_softplus1, l_softplus1, fr_softplus1, br_softplus1, sr_softplus1},
    {"max", "split", 2, 0, 3, {0}, {0, 0}, 0, "--", f_max2_split, b_max2_split, l_max2_split, fr_max2_split, br_max2_split, 0},
    {"max", "first", 2, 0, 3, {0}, {0, 0}, 0, "--", f_max2_first, b_max2_first, l_max2_first, fr_max2_first, br_max2_first, 0},
    {"max", "both", 2, 0, 3, {0}, {0, 0}, 0, "--", f_max2_both, b_max2_both, l_max2_both, fr_max2_both, br_max2_both, 0},
    {"max", "split", 3, 0, 7, {0}, {0}, 0, "---", f_max3_split, b_max3_split, l_max3_split, fr_max3_split, br_max3_split, 0},
    {"max", "first", 3, 0, 7, {0}, {0}, 0, "---", f_max3_first, b_max3_first, l_max3_first, fr_max3_first, br_max3_first, 0},
    {"max", "both", 3, 0, 7, {0}, {0}, 0, "---", f_max3_both, b_max3_both, l_max3_both, fr_max3_both, br_max3_both, 0},
    {"max", "split", 4, 0, 15, {0}, {0}, 0, "----", f_max4_split, b_max4_split, l_max4_split, fr_max4_split, br_max4_split, 0},
    {"max", "first", 4, 0, 15, {0}, {0}, 0, "----", f_max4_first, b_max4_first, l_max4_first, fr_max4_first, br_max4_first, 0},
    {"max", "both", 4, 0, 15, {0}, {0}, 0, "----", f_max4_both, b_max4_both, l_max4_both, fr_max4_both, br_max4_both, 0},
    {"min", "split", 2, 0, 3, {0}, {0, 0}, 0, "--", f_min2_split, b_min2_split, l_min2_split, fr_min2_split, br_min2_split, 0},
    {"min", "first", 2, 0, 3, {0}, {0, 0}, 0, "--", f_min2_first, b_min2_first, l_min2_first, fr_min2_first, br_min2_first, 0},
    {"min", "both", 2, 0, 3, {0}, {0, 0}, 0, "--", f_min2_both, b_min2_both, l_min2_both, fr_min2_both, br_min2_both, 0},
    {"min", "split", 3, 0, 7, {0}, {0}, 0, "---", f_min3_split, b_min3_split, l_min3_split, fr_min3_split, br_min3_split, 0},
    {"min", "first", 3, 0, 7, {0}, {0}, 0, "---", f_min3_first, b_min3_first, l_min3_first, fr_min3_first, br_min3_first, 0},
    {"min", "both", 3, 0, 7, {0}, {0}, 0, "---", f_min3_both, b_min3_both, l_min3_both, fr_min3_both, br_min3_both, 0},
    {"min", "split", 4, 0, 15, {0}, {0}, 0, "----", f_min4_split, b_min4_split, l_min4_split, fr_min4_split, br_min4_split, 0},
    {"min", "first", 4, 0, 15, {0}, {0}, 0, "----", f_min4_first, b_min4_first, l_min4_first, fr_min4_first, br_min4_first, 0},
    {"min", "both", 4, 0, 15, {0}, {0}, 0, "----", f_min4_both, b_min4_both, l_min4_both, fr_min4_both, br_min4_both, 0},
    {"clip", "", 3, 0, 7, {0}, {0}, 0, "---", f_clip3, b_clip3, l_clip3, fr_clip3, br_clip3, 0},
    {"where", "", 3, 0, 6, {0}, {0}, 0, "---", f_where3, b_where3, l_where3, fr_where3, br_where3, 0},
    {"lt", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_lt2, 0, 0, fr_lt2, 0, 0},
    {"le", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_le2, 0, 0, fr_le2, 0, 0},
    {"gt", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_gt2, 0, 0, fr_gt2, 0, 0},
    {"ge", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_ge2, 0, 0, fr_ge2, 0, 0},
    {"eq", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_eq2, 0, 0, fr_eq2, 0, 0},
    {"ne", "", 2, 0, 0, {0}, {0, 0}, 0, "--", f_ne2, 0, 0, fr_ne2, 0, 0},
    {"detach", "", 1, 0, 0, {X0, ONE, MINUS_ZERO, ONE}, {0}, 0, "-", f_detach1, 0, 0, fr_detach1, 0, 0},
    {"given", "", 3, 3, 3, {0}, {0}, 1, "-2-", f_given3, b_given3, l_given3, fr_given3, br_given3, 0},
    {"given", "", 5, 11, 11, {0}, {0}, 1, "-2-4-", f_given5, b_given5, l_given5, fr_given5, br_given5, 0},
    {"given", "", 7, 43, 43, {0}, {0}, 1, "-2-4-6-", f_given7, b_given7, l_given7, fr_given7, br_given7, 0},
    {"upstream", "", 1, 0, 0, {0}, {0}, 0, "-", f_upstream1, 0, 0, fr_upstream1, 0, 0},
    {"port", "", 1, 0, 0, {X0, ONE, MINUS_ZERO, ONE}, {0}, 0, "-", f_port1, 0, 0, fr_port1, 0, 0},
    {"sech2", "", 1, 1, 1, {0}, {0}, 0, "-", f_sech21, b_sech21, l_sech21, fr_sech21, br_sech21, sr_sech21},
    {"cdf", "", 1, 1, 1, {0}, {0}, 0, "-", f_cdf1, b_cdf1, l_cdf1, fr_cdf1, br_cdf1, 0},
    {"pdf", "", 1, 1, 1, {0}, {0}, 0, "-", f_pdf1, b_pdf1, l_pdf1, fr_pdf1, br_pdf1, 0},
    {"add", "", 0, ~0u, ~0u, {0}, {0}, ~0u, "", 0, 0, 0, sum_rows, sum_hears, 0},
};
