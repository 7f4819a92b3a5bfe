/* Short segments, gate after gate: where a circuit is a chain, a loop for each gate is all overhead,
   and which loop comes next is nothing that a processor could foretell.

   What is linear in each of its operands (sums, differences, products, neg, copy) is therefore one
   and the same step, v[x]·v[m] + v[y]·v[n], for which three constants stand behind the values; to
   the bit, as ·1, ·-1 and + -0 are exact.  Backward nearly all are one step: g[x] hears up·v[m] and
   g[y] up·v[n].  What those slopes are, if no operand and no constant, is computed by the step
   forward, which waits for its value anyway, and kept behind the constants. */

enum { LINEAR = -1, WHOLE = -2 }; /* a step; a segment of gates with more than two operands */
enum { SHORT = 2, CONSTANTS = 3 };

typedef struct {
    int32_t which, out;
    int32_t x, y; /* of a case, the operands, side by side as its loop wants them */
    int32_t m, n; /* of a case, where its slopes are kept or 0, and which operands hear */
} Step;

typedef struct {
    Long segment, last; /* these segments, of LONGEST gates at most if they are short: then they */
    Long fore, fores;   /* are gone through gate by gate, so many steps from one on */
    Long back, backs;
} Stretch;

typedef struct {
    const Plan *plan;
    Stretch *stretch;
    Step *fore, *back;
    Long stretches;
    Long room; /* numbers: values, constants, slopes */
} Walk;

static void walk_free(Walk *w) {
    free(w->stretch);
    free(w->fore);
    free(w->back);
}

static void put_constants(double *behind) {
    behind[0] = 1.0;
    behind[1] = -1.0;
    behind[2] = -0.0;
}

static int32_t place_of(int code, const int32_t *x, int32_t out, Long wires) {
    switch (code) {
    case X0: return x[0];
    case X1: return x[1];
    case ONE: return (int32_t)wires;
    case MINUS_ONE: return (int32_t)wires + 1;
    case MINUS_ZERO: return (int32_t)wires + 2;
    default: return out;
    }
}

static void swap(int32_t *a, int32_t *b) {
    const int32_t kept = *a;
    *a = *b;
    *b = kept;
}

/* The value of the gate before comes first, where it is read: it need not go through memory. */
static void previous_first(Step *s) {
    const int32_t previous = s->out - 1;
    if (s->x == previous || s->m == previous || (s->y != previous && s->n != previous)) {
        if (s->x != previous && s->m == previous) swap(&s->x, &s->m);
        return;
    }
    swap(&s->x, &s->y);
    swap(&s->m, &s->n);
    if (s->x != previous) swap(&s->x, &s->m);
}

static void add_steps(Walk *w, Stretch *into, Long at) {
    const Plan *p = w->plan;
    const Segment *s = &p->segment[at];
    const Case *c = &CASES[s->which];
    Step *fore = w->fore + into->fore, *back = w->back + into->back;
    if (s->arity > 2) {
        fore[into->fores++] = (Step){WHOLE, (int32_t)s->out, (int32_t)at, 0, 0, 0};
        if (s->want) back[into->backs++] = (Step){WHOLE, 0, (int32_t)at, 0, 0, 0};
        return;
    }
    for (Long i = 0; i < s->n; i++) {
        const int32_t out = (int32_t)(s->out + i), want = (int32_t)s->want;
        int32_t x[2] = {0, 0};
        int known = 1; /* are the slopes of those that hear operands or constants? */
        for (int k = 0; k < s->arity; k++) {
            x[k] = p->operand[s->at + k * s->n + i];
            known = known && (c->slope[k] || !(want >> k & 1));
        }
        Step f = {s->which, out, x[0], x[1], 0, want}, b = f;
        if (c->form[0] && known) {
            f = (Step){LINEAR, out, place_of(c->form[0], x, out, p->wires),
                       place_of(c->form[2], x, out, p->wires),
                       place_of(c->form[1], x, out, p->wires),
                       place_of(c->form[3], x, out, p->wires)};
            previous_first(&f);
        }
        if (known || !(want & ~c->firm)) {
            int32_t m = place_of(c->slope[0], x, out, p->wires);
            int32_t n = place_of(c->slope[1], x, out, p->wires);
            if (!known) {
                f.m = m = (int32_t)w->room;
                n = m + 1;
                w->room += 2;
            } /* what is for nobody goes where the gradient has been read already */
            b = (Step){LINEAR, out, want & 1 ? x[0] : out, want & 2 ? x[1] : out, m, n};
        }
        fore[into->fores++] = f;
        if (want) back[into->backs++] = b;
    }
}

/* 0, or -1 without memory. */
static int walk_make(Walk *w, const Plan *p) {
    Long gates = 0, stretches = 1;
    for (Long s = 0; s < p->segments; s++) {
        if (p->segment[s].n <= SHORT) gates += p->segment[s].n;
        stretches += s && (p->segment[s].n <= SHORT) != (p->segment[s - 1].n <= SHORT);
    }
    stretches += gates / LONGEST;
    w->plan = p;
    w->room = p->wires + CONSTANTS;
    w->stretch = calloc(stretches + 1, sizeof *w->stretch);
    w->fore = malloc((gates + 1) * sizeof *w->fore);
    w->back = malloc((gates + 1) * sizeof *w->back);
    if (!w->stretch || !w->fore || !w->back) return -1;
    Stretch *here = w->stretch;
    for (Long s = 0; s < p->segments; s++) {
        const int is_short = p->segment[s].n <= SHORT;
        if (!s || is_short != (p->segment[s - 1].n <= SHORT) || here->fores >= LONGEST) {
            const Stretch *before = s ? here++ : NULL;
            here->segment = s;
            here->fore = before ? before->fore + before->fores : 0;
            here->back = before ? before->back + before->backs : 0;
            w->stretches++;
        }
        here->last = s + 1;
        if (is_short) add_steps(w, here, s);
    }
    return 0;
}

static void nothing_yet(double *g, Long from, Long to) {
    const double none = nothing();
    for (Long i = from; i < to; i++) g[i] = none;
}

static void steps_forward(const Plan *p, const Step *s, const Step *end, double *v, double *g) {
    double previous = s < end && s->out ? v[s->out - 1] : 0.0;
    const double none = nothing();
    for (; s < end; s++) {
        if (s->which == LINEAR) {
            const double x = s->x == s->out - 1 ? previous : v[s->x];
            previous = x * v[s->m] + v[s->y] * v[s->n];
            v[s->out] = previous;
            g[s->out] = none;
        } else if (s->which == WHOLE) {
            const Segment *whole = &p->segment[s->x];
            run_forward(p, whole, v);
            nothing_yet(g, whole->out, whole->out + whole->n);
            previous = v[whole->out + whole->n - 1];
        } else {
            CASES[s->which].forward(&s->x, v, s->out, 1);
            if (s->m) CASES[s->which].local(&s->x, v, &v[s->m], s->out, 1, (unsigned)s->n);
            previous = v[s->out];
            g[s->out] = none;
        }
    }
}

static void steps_backward(const Plan *p, const Step *first, const Step *s, const double *v, double *g) {
    while (s-- > first) {
        if (s->which == LINEAR) {
            const double up = g[s->out];
            if (is_nothing(up)) continue;
            send(&g[s->x], up * v[s->m]);
            send(&g[s->y], up * v[s->n]);
        } else if (s->which == WHOLE)
            run_backward(p, &p->segment[s->x], v, g);
        else
            CASES[s->which].backward(&s->x, v, g, s->out, 1, (unsigned)s->n);
    }
}

/* Values by slot, with room for the rest behind them; and nothing has arrived at g so far,
   which is written here as a chain waits for its values anyway.  0, or -1 with an exception. */
static int walk_forward(const Walk *w, double *v, double *g, Manners *m) {
    const Plan *p = w->plan;
    put_constants(v + p->wires);
    nothing_yet(g, 0, p->segments ? p->segment[0].out : p->wires);
    for (const Stretch *t = w->stretch; t < w->stretch + w->stretches; t++) {
        steps_forward(p, w->fore + t->fore, w->fore + t->fore + t->fores, v, g);
        if (look_up(m, t->fores)) return -1;
        for (Long s = t->segment; !t->fores && s < t->last; s++) {
            const Segment *here = &p->segment[s];
            run_forward(p, here, v);
            nothing_yet(g, here->out, here->out + here->n);
            if (look_up(m, here->n)) return -1;
        }
    }
    return 0;
}

static int walk_backward(const Walk *w, const double *v, double *g, Manners *m) {
    const Plan *p = w->plan;
    for (const Stretch *t = w->stretch + w->stretches; t-- > w->stretch;) {
        steps_backward(p, w->back + t->back, w->back + t->back + t->backs, v, g);
        if (look_up(m, t->backs)) return -1;
        for (Long s = t->last - 1; !t->fores && s >= t->segment; s--) {
            if (p->segment[s].want) run_backward(p, &p->segment[s], v, g);
            if (look_up(m, p->segment[s].n)) return -1;
        }
    }
    return 0;
}
