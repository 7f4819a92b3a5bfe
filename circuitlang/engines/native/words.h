/* The vocabulary of the gate rows in C: what readings/floats.py and normal.py say in Python,
   to the bit; the numbers in them are printed from there into numbers.h.

   Compile without contraction (-ffp-contract=off) and without fast-math: when a product is rounded
   is part of the rule.  The sources of the formulas stand there. */
#ifndef CIRCUITLANG_WORDS_H
#define CIRCUITLANG_WORDS_H

#include <math.h>

#include "numbers.h"

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
    if (x > -700.0) return times / (1.0 + exp(-x));
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

static inline double rounded_off(double x, double square) {
    const double high = x * SPLITTER - (x * SPLITTER - x);
    const double low = x - high;
    return (high * high - square + 2.0 * high * low) + low * low;
}

static inline double weighed(double power, double head, double small) {
    const double product = power * head;
    const double high = power * SPLITTER - (power * SPLITTER - power);
    const double low = power - high;
    const double top = head * SPLITTER - (head * SPLITTER - head);
    const double end = head - top;
    const double off = (high * top - product + high * end + low * top) + low * end;
    return product + (off + power * small);
}

static inline double falling(double x, double times, double head, double tail) {
    const double square = x * x;
    double rest = 0.5 * rounded_off(x, square);
    if (fabs(x) < DEEP)
        return times * weighed(exp(-0.5 * square), head, tail - (head + tail) * rest);
    rest -= LIFT_REST;
    const double lifted = weighed(exp(LIFT - 0.5 * square), head, tail - (head + tail) * rest);
    return times * lifted * 0x1p-64;
}

static inline double w_pdf(double x, double times) {
    if (x != x) return x;
    if (fabs(x) > GONE) return vanishing(times);
    return falling(x, times, INV_SQRT_2PI, INV_SQRT_2PI_REST);
}

static inline double w_cdf(double x, double times) {
    if (x < -1.0) {
        if (x < -GONE) return vanishing(times);
        if (x < -20.0) {
            const double r = 1.0 / (x * x);
            double series = 1.0;
            for (unsigned k = 0; k < sizeof ODD / sizeof *ODD; k++) series = 1.0 - ODD[k] * r * series;
            const double tail = INV_SQRT_2PI_REST - INV_SQRT_2PI * r * series;
            return falling(x, times / -x, INV_SQRT_2PI, tail);
        }
        const double t = (-x - 3.0) / (3.0 - x);
        double ratio = 0.0;
        for (unsigned k = 0; k < sizeof RATIO / sizeof *RATIO; k++) ratio = (ratio + RATIO[k]) * t;
        return falling(x, times / -x, MIDDLE, ratio + MIDDLE_REST);
    }
    if (x > 9.0) return times;
    const double t = -x * SQRT_HALF;
    const double high = -x * SPLITTER - (-x * SPLITTER + x);
    const double low = -x - high;
    const double off = (high * TOP - t + high * END + low * TOP) + low * END - x * SQRT_HALF_REST;
    return times * (0.5 * erfc(t) - INV_SQRT_PI * off * exp(-t * t));
}

#endif
