"""Tensors in tables: whole where they are small, else a summary; rules, shapes, Jacobians."""

from __future__ import annotations


def test_show_has_small_tensors_whole(tell) -> None:
    text = "input X = [1, -2], w = [[1], [2]]; y = X @ w; f = sum(y); forward; backward; show"
    assert (
        tell(text)
        == """
  gate  is      value       gradient
  X     input   [1, -2]     [1, 2]
  w     input   [[1], [2]]  [[1], [-2]]
  y     X @ w   [-3]        [1]
  f     sum(y)  -3          1            output
"""
    )


def test_show_has_ranges_where_there_is_no_room(tell) -> None:
    text = (
        "input W : [2, 3] = [[1,2,3],[4,5,6]], X : [3, 2] = [[1,0],[0,1],[1,1]]; param b "
        "= [0.5, -0.5]; h = tanh(W @ X + b); s = sum(h * h); forward; backward; show"
    )
    assert (
        tell(text, columns=60)
        == """
  W: input
    value     [[1, 2, 3], [4, 5, 6]]
    gradient  [[0.000986791, 0.000986791, 0.00197358],
        [6.06605e-09, 6.06605e-09, 1.21321e-08]]
  X: input
    value     [[1, 0], [0, 1], [1, 1]]
    gradient  [[0.000986815, 0.000986815], [0.00197361,
        0.00197361], [0.00296041, 0.00296041]]
  b: param
    value     [0.5, -0.5]
    gradient  [0.000986797, 0.000986797]
  h: tanh(W @ X + b)
    value     [[0.999753, 0.999753], [1, 1]]
    gradient  [[1.99951, 1.99951], [2, 2]]
  s: sum(h * h)  output
    value     3.99901
    gradient  1
"""
    )


def test_one_large_tensor_is_a_summary(tell) -> None:
    text = "input X : [600] = linspace(0, 599, 600); f = sum(X); forward; local f"
    assert (
        tell(text)
        == """
  f = sum(X) = 179700
    dX = broadcast(df)    [600] from a scalar
"""
    )


def test_show_large(tell) -> None:
    text = "input A = eye(40); f = A @ A; forward; backward f with ones(40, 40); show f"
    assert (
        tell(text)
        == """
  f: A @ A  output
    value     [40, 40] from 0 to 1, mean 0.025: 1, 0, 0, …
    gradient  [40, 40] from 1 to 1, mean 1: 1, 1, 1, …
"""
    )


def test_value_large(tell) -> None:
    text = "input A = eye(40); A"
    assert (
        tell(text)
        == """
[40, 40] from 0 to 1, mean 0.025: 1, 0, 0, …
"""
    )


def test_a_product_of_matrices_before_a_pass(tell) -> None:
    text = "input W : [5, 10], X : [10, 3]; D = W @ X; local D"
    assert (
        tell(text)
        == """
  D = W @ X = ·
    dW = dD @ X.T    [5, 10] = [5, 3] @ [3, 10]
    dX = W.T @ dD    [10, 3] = [10, 5] @ [5, 3]
"""
    )


def test_jacobians_of_small_gates(tell) -> None:
    text = "input W = [[1, 2]], X = [[3], [4]]; D = W @ X; forward; local D"
    assert (
        tell(text)
        == """
  D = W @ X = [[11]]
    dW = dD @ X.T    [1, 2] = [1, 1] @ [1, 2]
      ∂D[0, 0]/∂W = [[3, 4]]
    dX = W.T @ dD    [2, 1] = [2, 1] @ [1, 1]
      ∂D[0, 0]/∂X = [[1], [2]]
"""
    )


def test_jacobian_of_a_tie(tell) -> None:
    text = "input x = [1, 1, 0]; m = max(x); forward; local m"
    assert (
        tell(text)
        == """
  m = max(x) = 1
    dx = dm/ties if x == m else 0    [3] from a scalar
      ∂m/∂x = [0.5, 0.5, 0]
"""
    )


def test_elementwise_gates_have_tensors(tell) -> None:
    text = "input x = [0, 1, 2], b = 3; h = tanh(x) + b; forward; local h, h.tanh"
    assert (
        tell(text)
        == """
  h = h.tanh + b = [3, 3.76159, 3.96403]  ∂h/∂h.tanh = 1  ∂h/∂b = 1
  h.tanh = tanh(x) = [0, 0.761594, 0.964028]
      ∂h.tanh/∂x = 1 - tanh(x)² = [1, 0.419974, 0.0706508]
"""
    )


def test_a_composite(tell) -> None:
    text = "def sq(t) { return t * t }; input x = [1, 2]; p = sq(x); forward; local p"
    assert (
        tell(text)
        == """
  p = sq(x) = [1, 4]
    dx = dp back through sq    [2]
      ∂p[0]/∂x = [2, 0]
      ∂p[1]/∂x = [0, 4]
"""
    )


def test_chained_by_rules(tell) -> None:
    text = (
        "input W = [[1, 2]], X = [[3], [4]], b = 1; D = W @ X + b; s = sum(D * D); "
        "forward; backward; chained D, D.matmul, s"
    )
    assert (
        tell(text)
        == """
  D feeds 2 places; the gradient is the sum of what they send:
    s.mul  ds.mul × D = [[12]]  via s.mul, first input
    s.mul  ds.mul × D = [[12]]  via s.mul, second input
    sum    dD = [[24]]          (keeping only the last would give [[12]])
    to D.matmul:  dD = [[24]]
    to b:         sum(dD) = 24
  D told D.matmul: dD.matmul = [[24]]
    to W:  dD.matmul @ X.T = [[72, 96]]
    to X:  W.T @ dD.matmul = [[24], [48]]
  s hears 1 (the output)
    to s.mul:  broadcast(ds) = [[1]]
"""
    )


def test_a_ledger_of_tensors(tell) -> None:
    text = "input x = [1, 2]; s = sum(x * x); forward; backward; chained x"
    assert (
        tell(text)
        == """
  x feeds 2 places; the gradient is the sum of what they send:
    s.mul  ds.mul × x = [1, 2]  via s.mul, first input
    s.mul  ds.mul × x = [1, 2]  via s.mul, second input
    sum    dx = [2, 4]          (keeping only the last would give [1, 2])
"""
    )


def test_a_seed(tell) -> None:
    text = "input x = [1, 2], y = [3, 4]; d = x * y; forward; backward d with [1, 10]"
    assert (
        tell(text)
        == """
  seeded with [1, 10]:    ∂d/∂x = [3, 40]    ∂d/∂y = [1, 20]
"""
    )


def test_expand(tell) -> None:
    text = "def sq(t) { return t * t }; input x = [1, 2]; p = sq(x); forward; expand p"
    assert (
        tell(text)
        == """
  p is opened:
  p  x * x  [1, 4]  ·  output
  dx of dp = 1  closed  [2, 4]  opened  [2, 4]  the same
"""
    )
