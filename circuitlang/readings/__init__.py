"""The readings of the gates' rules: one file a world in which a row can be read.

A rule of a row (`value`, `local`) is written with `+ - *`, unary `-`, plain numbers and the words
of a vocabulary `m`.  A vocabulary offers:

    functions    div pow exp expm1 log log1p sqrt sin cos tan tanh atan abs sign max min (of two)
                 sigmoid softplus sech2 cdf pdf
    comparisons  lt le gt ge eq ne isnan, joined by both either invert
    choices      where(c, a, b)     a where c holds, else b
                 only(c, v)         v where c holds; elsewhere the branch is not taken: its gradient
                                    is exactly 0, whatever it holds
                 nothing            an input that never gets a gradient
                 mend(v, c, a)      v, said better by a where c holds (an edge point, a limit, a way
                                    that does not overflow); formulas show v alone
                 tied(xs, out)      how many of xs are equal to out
    ties         the tie rule: "split", "first" or "both"

Rows of tensors have a `chain` instead, and more words.  Those that make gates are called as the
rows of their names, inputs by place and options by keyword, so that a chain is itself a circuit:

    products     matmul dot outer; transpose(x, axes=)
    shapes       reshape(x, shape=) flatten(x, axis=) broadcast(x, shape=) unsqueeze(x, axis=)
                 concat stack (of any number, axis=) index(x, item=)
    adjoints     shaped(g, x) expand(g, x) unbroadcast(g, x) scatter(g, x, item=): g in the shape of
                 x; part(g, *xs, axis=, which=): what of g belongs to xs[which]
    reductions   sum prod mean max_of min_of norm, others(x, axis=): the product of the others
    classes      softmax softmax_error(scores, labels) violations(scores, labels, delta)
    images       conv2d conv2d_dx conv2d_dw windows unwindows
    questions    diagonal first peak (conditions); tally(c, axis=) and size(x, axis=) count
    finer(v, a)  a, in a form that keeps digits; formulas show v
    rank(x), shape(x): known before anything is computed

Values alone use pick(x, labels) and at_label(x, labels, v): an element of each row.

sech2(x) is the derivative of tanh, cdf and pdf are the normal distribution's Φ and φ.  sigmoid, cdf
and pdf take `times=w`: the product with w, rounded once, so that a tiny factor does not lose its
digits (or its limit at -inf) on the way.
"""
