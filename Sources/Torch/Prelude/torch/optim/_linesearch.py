"""How far to go along a direction."""


def _lowest(a, b, bounds=None):
    """Where the cubic through two points with two slopes is lowest, between bounds.

    A point is a place, a value and a slope.
    """
    if a[0] > b[0]:
        a, b = b, a
    low, high = (a[0], b[0]) if bounds is None else bounds
    (x, f, slope), (far, value, end) = a, b
    mix = slope + end - 3 * (f - value) / (x - far)
    square = mix ** 2 - slope * end
    if square < 0:
        return (low + high) / 2.0
    root = square.sqrt()
    place = far - (far - x) * ((end + root - mix) / (end - slope + 2 * root))
    return min(max(place, low), high)


class _Point:
    """A step, with the loss, the gradient and the slope along the direction there."""

    def __init__(self, step, loss, gradient, slope):
        self.step, self.loss, self.gradient, self.slope = step, loss, gradient, slope

    @property
    def knot(self):
        return self.step, self.loss, self.slope


def _bracket(point_at, start, step, is_too_high, is_flat, most):
    """Points that enclose a good step, whether the one of them is it, and how many were tried."""
    before, point = start, point_at(step)
    for tried in range(most):
        if is_too_high(point) or (tried > 1 and point.loss >= before.loss):
            return [before, point], False, tried
        if is_flat(point):
            return [point], True, tried
        if point.slope >= 0:
            return [before, point], False, tried
        step = point.step
        bounds = (step + 0.01 * (step - before.step), step * 10)
        before, point = point, point_at(_lowest(before.knot, point.knot, bounds))
    return [start, point], False, most


def strong_wolfe(
    evaluate, step, direction, loss, gradient, slope, c1=1e-4, c2=0.9, tolerance_change=1e-9,
    max_ls=25,
):
    """A step that meets the strong Wolfe conditions; `evaluate` gives loss and gradient at one.

    Source: Nocedal & Wright, *Numerical Optimization*, 2006, algorithms 3.5 and 3.6.
    """
    width = direction.abs().max()

    def point_at(step):
        loss, gradient = evaluate(step)
        return _Point(step, loss, gradient, gradient.dot(direction))

    def is_too_high(point):
        return point.loss > loss + c1 * point.step * slope

    def is_flat(point):
        return abs(point.slope) <= -c2 * slope

    start = _Point(0, loss, gradient.clone(), slope)
    ends, is_done, tried = _bracket(point_at, start, step, is_too_high, is_flat, max_ls)
    low, high = (0, 1) if ends[0].loss <= ends[-1].loss else (1, 0)
    evaluations, is_stuck = tried + 1, False
    while not is_done and tried < max_ls:
        steps = [end.step for end in ends]
        if abs(steps[1] - steps[0]) * width < tolerance_change:
            break
        step = _lowest(ends[0].knot, ends[1].knot)
        least, most = min(steps), max(steps)
        margin = 0.1 * (most - least)
        # A place too near to an end, twice or beyond it, is moved inwards.
        if min(most - step, step - least) < margin:
            is_stuck = not (is_stuck or step >= most or step <= least)
            if not is_stuck:
                step = most - margin if abs(step - most) < abs(step - least) else least + margin
        else:
            is_stuck = False
        point = point_at(step)
        tried, evaluations = tried + 1, evaluations + 1
        if is_too_high(point) or point.loss >= ends[low].loss:
            ends[high] = point
            low, high = (0, 1) if ends[0].loss <= ends[1].loss else (1, 0)
        else:
            if is_flat(point):
                is_done = True
            elif point.slope * (ends[high].step - ends[low].step) >= 0:
                ends[high] = ends[low]
            ends[low] = point
    best = ends[low]
    return best.loss, best.gradient, best.step, evaluations
