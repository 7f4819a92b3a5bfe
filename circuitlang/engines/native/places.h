/* Where the gates stand in the canonical order. */

typedef struct {
    uint64_t key;
    int32_t wire;
} Place;

/* The key of the canonical order, as engines/order.py says it. */
static uint64_t key_of(Long level, int kind, Long arity, unsigned constants) {
    return (uint64_t)level << 36 | (uint64_t)(kind + 3) << 24 |
           (uint64_t)(arity < 65535 ? arity : 65535) << 8 | constants;
}

/* Sorted by key, gates of one key as they stood: by a byte of the key after the other, the bytes that
   are the same in all left out.  0, or -1 with an exception: no memory, or Ctrl-C. */
static int in_order(Place **place, Long n) {
    uint64_t all = ~0ULL, any = 0;
    for (Long i = 0; i < n; i++) {
        all &= (*place)[i].key;
        any |= (*place)[i].key;
    }
    Place *from = *place, *to = malloc((n ? n : 1) * sizeof *to);
    if (!to) {
        PyErr_NoMemory();
        return -1;
    }
    int stop = 0;
    for (int shift = 0; shift < 64 && !stop; shift += 8) {
        if (!((all ^ any) >> shift & 255)) continue;
        Long first[257] = {0};
        for (Long i = 0; i < n; i++) first[(from[i].key >> shift & 255) + 1]++;
        for (int b = 0; b < 256; b++) first[b + 1] += first[b];
        for (Long i = 0; i < n; i++) to[first[from[i].key >> shift & 255]++] = from[i];
        Place *swapped = from;
        from = to;
        to = swapped;
        stop = PyErr_CheckSignals();
    }
    *place = from;
    free(to);
    return stop;
}
