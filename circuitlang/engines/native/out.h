/* From the columns of a block into those of the caller: large results go past the cache, for what
   will not be read soon need not be fetched before it is written.

   `r`, `g` are the caller's; of `products`, x[k] is what u is multiplied by for g[k]. */

static void copy_rows(ROWS) { memcpy(r, x[0], n * sizeof *r); }

WIDE static void products_rows(ROWS) {
    for (Long k = 0; x[k]; k++) {
        const double *f = x[k];
        double *restrict d = g[k];
        EACH d[i] = u[i] * f[i];
    }
}

typedef struct {
    void (*copy)(ROWS), (*products)(ROWS);
} Out;

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/* Whole vectors where the caller's columns are aligned to them, and the other rows one by one; two
   products in one loop, so that more of what is read is on its way. */
#define STREAMING(name, isa, vector, load, times, stream)                                  \
    __attribute__((target(isa))) static void copy_##name(ROWS) {                           \
        const double *s = x[0];                                                            \
        const Long wide = sizeof(vector) / sizeof *r;                                      \
        Long i = 0;                                                                        \
        for (; i < n && (uintptr_t)(r + i) % sizeof(vector); i++) r[i] = s[i];             \
        for (; i + wide <= n; i += wide) stream(r + i, load(s + i));                       \
        for (; i < n; i++) r[i] = s[i];                                                    \
    }                                                                                      \
    __attribute__((target(isa))) static void products_##name(ROWS) {                       \
        const Long wide = sizeof(vector) / sizeof *r;                                      \
        for (; *x; x++, g++) {                                                             \
            const double *e = x[0], *f = x[1];                                             \
            double *c = g[0], *d = g[1];                                                   \
            Long i = 0;                                                                    \
            for (; i < n && (uintptr_t)(c + i) % sizeof(vector); i++) c[i] = u[i] * e[i];  \
            if (f && i == 0 && !((uintptr_t)d % sizeof(vector))) {                         \
                for (; i + wide <= n; i += wide) {                                         \
                    const vector up = load(u + i);                                         \
                    stream(c + i, times(up, load(e + i)));                                 \
                    stream(d + i, times(up, load(f + i)));                                 \
                }                                                                          \
                for (Long k = i; k < n; k++) d[k] = u[k] * f[k];                           \
                x++, g++;                                                                  \
            }                                                                              \
            for (; i + wide <= n; i += wide)                                               \
                stream(c + i, times(load(u + i), load(e + i)));                            \
            for (; i < n; i++) c[i] = u[i] * e[i];                                         \
        }                                                                                  \
    }

STREAMING(16, "sse2", __m128d, _mm_loadu_pd, _mm_mul_pd, _mm_stream_pd)
STREAMING(32, "avx", __m256d, _mm256_loadu_pd, _mm256_mul_pd, _mm256_stream_pd)
STREAMING(64, "avx512f", __m512d, _mm512_loadu_pd, _mm512_mul_pd, _mm512_stream_pd)

static Out out_of(int large) {
    if (!large) return (Out){copy_rows, products_rows};
    if (__builtin_cpu_supports("avx512f")) return (Out){copy_64, products_64};
    if (__builtin_cpu_supports("avx")) return (Out){copy_32, products_32};
    return (Out){copy_16, products_16};
}

#define OUT_DONE _mm_sfence()
#else
static Out out_of(int large) { return (Out){copy_rows, products_rows}; }
#define OUT_DONE ((void)0)
#endif
