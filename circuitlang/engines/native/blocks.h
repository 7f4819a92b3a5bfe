/* How a circuit is laid out to be run over rows, block by block: who hears a gradient from whom,
   where each column of a block stands, and the list of calls, each a loop over the rows of the
   block.  Columns that are given are read where they stand, those that are asked for are written
   where they are wanted, and what only passes a gradient on shares its column. */

#define LINE 8 /* numbers of a line of the cache */

typedef struct {
    double *at;
    Long step; /* 1: another number in each row of all rows; 0: of the block, or the same in all */
} Column;

typedef struct {
    void (*run)(ROWS);
    const double **x;
    double *r, *u, **g;
    const uint8_t *how;
} Call;

typedef struct {
    const Plan *plan;
    Column *value, *grad, *slope;  /* by slot; slope: of a dear gate's one operand */
    Column *wanted;                /* by slot: where the caller wants a gradient */
    uint8_t *how;                  /* by operand */
    uint8_t *heard, *sure;         /* by slot: is it reached, in every row? */
    int32_t *places, *home;        /* by slot: where it hears from; whose column it shares */
    const double **x;              /* what the calls are given: operands, and NULL, of each in turn */
    double **g;
    uint8_t *ways;
    Call *call;
    double ***moving;    /* pointers that go on from block to block */
    double *room, *next; /* the columns of a block; where the next one goes */
    Long block, output, operands, calls, moved;
} Blocks;

static void blocks_free(Blocks *b) {
    void *all[] = {b->value, b->grad, b->slope, b->wanted, b->how, b->heard, b->sure, b->places, b->home,
                   b->x, b->g, b->ways, b->call, b->moving, b->room};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

/* Room for all of it but the columns; 1: there is none. */
static int blocks_make(Blocks *b) {
    const size_t n = b->plan->wires + 1, m = b->plan->operands + 1;
    b->value = calloc(n, sizeof *b->value);
    b->grad = calloc(n, sizeof *b->grad);
    b->how = calloc(m, 1);
    b->slope = calloc(n, sizeof *b->slope);
    b->wanted = calloc(n, sizeof *b->wanted);
    b->heard = calloc(n, 1);
    b->sure = calloc(n, 1);
    b->places = calloc(n, sizeof *b->places);
    b->home = calloc(n, sizeof *b->home);
    /* a gate has a call there and at most two back, with its operands and NULL each time; a leaf
       has one that takes its gradient out, and what is unsure has two more */
    b->x = calloc(3 * m + 4 * n, sizeof *b->x);
    b->g = calloc(3 * m + 4 * n, sizeof *b->g);
    b->ways = calloc(3 * m + 4 * n, 1);
    b->call = calloc(4 * n, sizeof *b->call);
    b->moving = calloc(3 * m + 4 * n, sizeof *b->moving);
    return !(b->value && b->grad && b->slope && b->wanted && b->how && b->heard && b->sure && b->places &&
             b->home && b->x && b->g && b->ways && b->call && b->moving);
}

#define BIT(k) ((k) < 32 ? (int)(k) : 31)

/* How each place where a slot is read hears, and how many of them do. */
static void plan_hearing(Blocks *b) {
    const Plan *p = b->plan;
    b->heard[b->output] = b->sure[b->output] = 1;
    for (Long s = p->segments - 1; s >= 0; s--) {
        const Segment *here = &p->segment[s];
        const Case *c = &CASES[here->which];
        for (Long i = here->n - 1; i >= 0; i--) {
            const Long gate = here->out + i;
            if (!b->heard[gate]) continue;
            for (Long k = 0; k < here->arity; k++) {
                const Long place = here->at + k * here->n + i;
                const int32_t x = p->operand[place];
                if (!(c->hears >> BIT(k) & 1) || !p->hears[x]) continue;
                const int firm = b->sure[gate] && c->firm >> BIT(k) & 1;
                b->places[x]++;
                if (!b->heard[x]) {
                    b->heard[x] = 1;
                    b->sure[x] = (uint8_t)firm;
                    b->how[place] = firm ? FIRST : MAYBE;
                } else
                    b->how[place] = firm && b->sure[x] ? MORE : MAYBE;
            }
        }
    }
}

/* What hears from one place only, and there the gradient itself, has the column of the gate that it
   hears from. */
static void plan_sharing(Blocks *b) {
    const Plan *p = b->plan;
    for (Long s = 0; s < p->wires; s++) b->home[s] = (int32_t)s;
    for (Long s = p->segments - 1; s >= 0; s--) {
        const Segment *here = &p->segment[s];
        const Case *c = &CASES[here->which];
        for (Long i = here->n - 1; i >= 0; i--)
            for (Long k = 0; k < here->arity; k++) {
                const Long place = here->at + k * here->n + i;
                const int32_t x = p->operand[place], home = b->home[here->out + i];
                if (!b->how[place] || !(c->same >> BIT(k) & 1) || b->places[x] > 1) continue;
                b->home[x] = home;
                b->how[place] = NEVER;
            }
    }
}

/* A pointer to a column that stays, or goes on, with the blocks. */
static double *point(Blocks *b, double **from, Column column, Long low) {
    *from = column.at + column.step * low;
    if (column.step) b->moving[b->moved++] = from;
    return *from;
}

static Column next_column(Blocks *b) {
    const Column here = {b->next, 0};
    b->next += b->block;
    return here;
}

/* How many columns of a block are the circuit's own. */
static Long columns_of(const Blocks *b) {
    const Plan *p = b->plan;
    Long found = p->wires;
    for (Long s = 0; s < p->wires; s++) found += b->heard[s] && b->home[s] == s;
    for (Long s = 0; s < p->segments; s++)
        if (CASES[p->segment[s].which].dear) found += p->segment[s].n;
    return found;
}
