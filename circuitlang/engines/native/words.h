/* The vocabulary of the gate rows in C: what readings/floats.py says in Python, to the bit.

   Compile without contraction (-ffp-contract=off) and without fast-math: when a product is rounded
   is part of the rule.  The sources of the formulas stand in readings/floats.py. */
#ifndef CIRCUITLANG_WORDS_H
#define CIRCUITLANG_WORDS_H

#include <math.h>

#define SQRT_HALF 0.7071067811865476
#define SQRT_HALF_REST (-4.8336466567264567e-17)
#define INV_SQRT_PI 0.5641895835477563
#define INV_SQRT_2PI 0.3989422804014327
#define SPLITTER 134217729.0

static inline double w_exp(double x) { return exp(x); }
static inline double w_expm1(double x) { return expm1(x); }
static inline double w_log(double x) { return x > 0.0 ? log(x) : x == 0.0 ? -INFINITY : NAN; }
static inline double w_log1p(double x) { return x > -1.0 ? log1p(x) : x == -1.0 ? -INFINITY : NAN; }
static inline double w_sqrt(double x) { return x < 0.0 ? NAN : sqrt(x); }
static inline double w_sin(double x) { return isinf(x) ? NAN : sin(x); }
static inline double w_cos(double x) { return isinf(x) ? NAN : cos(x); }
static inline double w_tan(double x) { return isinf(x) ? NAN : tan(x); }
static inline double w_tanh(double x) { return tanh(x); }
static inline double w_atan(double x) { return atan(x); }
static inline double w_abs(double x) { return fabs(x); }
static inline double w_pow(double x, double y) { return pow(x, y); }

static inline double w_sign(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x + 0.0; }

static inline double w_max(double x, double y) {
    if (x > y || x != x) return x;
    return x == 0.0 && y == 0.0 ? x + y : y;
}

static inline double w_min(double x, double y) {
    if (x < y || x != x) return x;
    return x == 0.0 && y == 0.0 ? -(-x - y) : y;
}

static inline double vanishing(double times) {
    return times != times ? times : copysign(0.0, times);
}

static inline double w_sigmoid(double x, double times) {
    if (x >= 0.0) return times / (1.0 + exp(-x));
    if (x > -700.0) {
        const double small = exp(x);
        return times * (small / (1.0 + small));
    }
    const double root = exp(0.5 * x); /* nan comes through here */
    return root == 0.0 ? vanishing(times) : times * root * (root / (1.0 + root * root));
}

static inline double w_softplus(double x) {
    return (x > 0.0 ? x : 0.0) + log1p(exp(-fabs(x)));
}

static inline double w_sech2(double x) {
    const double e = exp(-2.0 * fabs(x));
    return 4.0 * e / ((1.0 + e) * (1.0 + e));
}

static inline double w_pdf(double x, double times) {
    if (x != x) return x;
    if (fabs(x) > 40.0) return vanishing(times);
    const double coarse = rint(x * 64.0) / 64.0;
    const double root = exp(-0.25 * coarse * coarse);
    const double rest = exp(-0.5 * (x - coarse) * (x + coarse));
    return times * root * (rest * INV_SQRT_2PI) * root;
}

static inline double w_cdf(double x, double times) {
    if (x < -30.0) {
        const double r = 1.0 / (x * x);
        double series = 1.0;
        for (double k = 15.0; k >= 1.0; k -= 2.0) series = 1.0 - k * r * series;
        return x > -40.0 ? w_pdf(x, times / -x * series) : vanishing(times);
    }
    if (x > 9.0) return times;
    const double t = -x * SQRT_HALF;
    const double high = -x * SPLITTER - (-x * SPLITTER + x);
    const double low = -x - high;
    const double top = SQRT_HALF * SPLITTER - (SQRT_HALF * SPLITTER - SQRT_HALF);
    const double end = SQRT_HALF - top;
    const double off = (high * top - t + high * end + low * top) + low * end - x * SQRT_HALF_REST;
    return times * (0.5 * erfc(t) - INV_SQRT_PI * off * exp(-t * t));
}

#endif
