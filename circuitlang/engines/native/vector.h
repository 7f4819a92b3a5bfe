/* Words for rows: free of branches, so that a compiler makes vector code of a loop over them.

   They hold for moderate numbers (at most MODERATE in magnitude, and no nan); rows that hold others
   are computed by `words.h`, each for itself, so that a row's bits depend on nothing but the row.
   Against the exact values they are off by at most 1 unit in the last place for exp, 2 for sigmoid
   and softplus, 3 for tanh and sech2. */
#ifndef CIRCUITLANG_VECTOR_H
#define CIRCUITLANG_VECTOR_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define MODERATE 300.0
#define IMMODERATE(x) (!(fabs(x) <= MODERATE))

/* One object file for every processor: the loader takes the widest that this one has. */
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__GNUC__) && \
    !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

#define ROUNDER 6755399441055744.0 /* 1.5 · 2**52: adding it rounds to a whole number */
#define LOG2_E 1.4426950408889634
#define LN_2_HIGH 6.93147180369123816490e-01 /* fdlibm's: k · this is exact for |k| < 2**20 */
#define LN_2_LOW 1.90821492927058770002e-10

/* exp(r) - 1 - r over r², |r| <= ln(2)/2: Taylor's series up to r**13, whose rest is below 2**-60. */
static inline double tail(double r) {
    return 1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (
        1.0 / 5040 + r * (1.0 / 40320 + r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (
        1.0 / 39916800 + r * (1.0 / 479001600 + r * (1.0 / 6227020800.0)))))))))));
}

/* x = k·ln 2 + r; 2**k is *power, exp(r) - 1 comes back. */
static inline double reduced(double x, double *power) {
    const double shifted = x * LOG2_E + ROUNDER;
    const double k = shifted - ROUNDER;
    const double r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52;
    memcpy(power, &bits, sizeof bits);
    return r + r * r * tail(r);
}

static inline double m_exp(double x) {
    double power;
    const double rest = reduced(x, &power);
    return (1.0 + rest) * power;
}

static inline double m_expm1(double x) {
    double power;
    const double rest = reduced(x, &power);
    return copysign(rest * power + (power - 1.0), x); /* also at -0 */
}

/* Through the same exponential on both sides: who asks for x and for -x pays for one. */
static inline double m_sigmoid(double x, double times) {
    const double e = m_exp(-fabs(x));
    return (x < 0.0 ? times * e : times) / (1.0 + e);
}

static inline double m_sech2(double x) {
    const double e = m_exp(-2.0 * fabs(x));
    return 4.0 * e / ((1.0 + e) * (1.0 + e));
}

static inline double m_tanh(double x) {
    const double d = m_expm1(-2.0 * fabs(x));
    return copysign(d / (2.0 + d), x);
}

/* log(1 + e), 0 < e <= 1, as 2·artanh(z), z = e / (2 + e) <= 1/3. */
static inline double m_softplus(double x) {
    const double e = m_exp(-fabs(x));
    const double z = e / (2.0 + e), s = z * z;
    const double series = 1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11 +
        s * (1.0 / 13 + s * (1.0 / 15 + s * (1.0 / 17 + s * (1.0 / 19 + s * (1.0 / 21 + s * (
        1.0 / 23 + s * (1.0 / 25 + s * (1.0 / 27 + s * (1.0 / 29 + s * (1.0 / 31 + s * (
        1.0 / 33)))))))))))))));
    return (x > 0.0 ? x : 0.0) + (2.0 * z + 2.0 * z * (s * series));
}

static inline double m_abs(double x) { return fabs(x); }

#endif
