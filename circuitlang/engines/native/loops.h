/* The loops that a case of rows.h is put into.

   A segment is `n` gates of one case whose values stand side by side from slot `o` on; operand k of
   its gate i is slot a[k * n + i].  `want` has a bit for each operand that is to hear a gradient.
   For rows, `x` are the columns of the operands, a number for each row. */
#ifndef CIRCUITLANG_LOOPS_H
#define CIRCUITLANG_LOOPS_H

#include <stdint.h>
#include <string.h>

#include "vector.h"
#include "words.h"

typedef int64_t Long;

/* "Nothing arrived" in a gradient: a nan that no arithmetic makes.  It is not 0: a gate that hears
   nothing passes nothing on, whatever it holds. */
#define NOTHING_BITS 0x7ff8636c6e6f7468ULL

static inline int is_nothing(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits == NOTHING_BITS;
}

static inline double nothing(void) {
    const uint64_t bits = NOTHING_BITS;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Without a branch: which of the places where a value is read is heard first is nothing that a
   processor could foretell.  -0 is the number that leaves every other as it is. */
static inline void send(double *g, double term) {
    uint64_t bits;
    memcpy(&bits, g, sizeof bits);
    bits ^= -(uint64_t)(bits == NOTHING_BITS) & (NOTHING_BITS ^ 1ULL << 63);
    double before;
    memcpy(&before, &bits, sizeof before);
    *g = before + term;
}

/* How a column hears from one place where it is read. */
enum { NEVER, FIRST, MORE, MAYBE }; /* not at all; assign; add; in some rows, or from some rows */

#define FORWARD const int32_t *a, double *v, Long o, Long n
#define BACKWARD const int32_t *a, const double *v, double *g, Long o, Long n, unsigned want
#define LOCAL const int32_t *a, const double *v, double *l, Long o, Long n, unsigned want
/* One kind of loop over rows: columns of the operands (and NULL), value, gradient, and where and how
   each operand hears. */
#define ROWS \
    const double *const *x, double *restrict r, const double *restrict u, double *const *g, \
        const uint8_t *how, Long n

#define GET(k) v[a[(k) * n + i]]
#define EACH for (Long i = 0; i < n; i++)
/* Gates are heard from the last to the first, the operands of each in their order. */
#define HEARING                                    \
    for (Long i = n - 1; i >= 0; i--)              \
        if (!is_nothing(g[o + i]))

#define SEND(k, condition, slope) \
    if ((want >> (k)&1) && (condition)) send(&g[a[(k) * n + i]], up * (slope));

/* The local gradients themselves, each where `a` has its operand; "nothing" where a branch is not
   taken. */
#define SLOPE(k, condition, slope) \
    if (want >> (k)&1) l[(k) * n + i] = (condition) ? (slope) : nothing();

/* `loads` are the statements that give the operands (and `out`) of row i their names. */
#define HEAR(k, loads, condition, slope)                                                  \
    switch (how[k]) {                                                                     \
    case FIRST: {                                                                         \
        double *restrict d = g[k];                                                        \
        EACH { loads d[i] = u[i] * (slope); }                                             \
        break;                                                                            \
    }                                                                                     \
    case MORE: {                                                                          \
        double *restrict d = g[k];                                                        \
        EACH { loads d[i] += u[i] * (slope); }                                            \
        break;                                                                            \
    }                                                                                     \
    case MAYBE:                                                                           \
        EACH {                                                                            \
            loads if (!is_nothing(u[i]) && (condition)) send(&g[k][i], u[i] * (slope));   \
        }                                                                                 \
    }

enum { NO_FORM, X0, X1, OUT, ONE, MINUS_ONE, MINUS_ZERO };

/* Two operands that hear their first: columns of their own, in one loop. */
#define HEAR_BOTH(loads, slope0, slope1)                                                  \
    if (how[0] == FIRST && how[1] == FIRST) {                                             \
        double *restrict d0 = g[0], *restrict d1 = g[1];                                  \
        EACH { loads d0[i] = u[i] * (slope0); d1[i] = u[i] * (slope1); }                  \
        return;                                                                           \
    }

/* Sums of any number of terms. */
static void sum_rows(ROWS) {
    EACH r[i] = x[0][i] + x[1][i];
    for (Long k = 2; x[k]; k++) EACH r[i] = r[i] + x[k][i];
}

static void sum_hears(ROWS) {
    for (Long k = 0; x[k]; k++) { HEAR(k, , 1, 1.0) }
}

/* A gate of one operand whose local gradients, x[0], are there already; where the operand hears
   this first, in the column that hears. */
WIDE static void times_slope(ROWS) {
    const double *s = x[0];
    double *d = g[0];
    if (how[0] == FIRST)
        EACH d[i] = u[i] * d[i];
    else if (how[0] == MORE)
        EACH d[i] += u[i] * s[i];
    else
        EACH if (!is_nothing(u[i])) send(&d[i], u[i] * s[i]);
}

/* What hears in some rows only: nothing has arrived; nothing will any more. */
static void nothing_arrived(ROWS) {
    EACH r[i] = nothing();
}

static void nothing_more(ROWS) {
    EACH if (is_nothing(r[i])) r[i] = 0.0;
}

typedef struct {
    const char *gate, *ties; /* ties: "" where the rule at ties does not matter */
    int arity;               /* 0: any number of operands that has no case of its own */
    unsigned firm;           /* a bit for each operand that always hears, whatever the values */
    unsigned hears;          /* a bit for each operand that may hear at all */
    int8_t form[4];          /* the value as a·b + c·d, and the slopes, where they are that: see */
    int8_t slope[2];         /* steps.h; of X0, X1, … */
    unsigned same;           /* a bit for each that always hears the gradient itself */
    const char *factors;     /* for each the one that the gradient it hears is multiplied by, or - */
    void (*forward)(FORWARD);
    void (*backward)(BACKWARD);
    void (*local)(LOCAL);
    void (*rows)(ROWS);
    void (*back)(ROWS);
    void (*dear)(ROWS); /* value and local gradient (into g[0]) at once, for what is dear */
} Case;

#endif
