from math import fsum, sqrt


class StatisticsError(ValueError):
    pass


def _whole(data, value):
    """Means of integers that come out even are integers, as in Python."""
    if all(isinstance(x, int) for x in data) and value == int(value):
        return int(value)
    return value


def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    return _whole(data, fsum(data) / len(data))


def fmean(data):
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    return fsum(data) / len(data)


def median(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def _squares(data):
    center = fsum(data) / len(data)
    return fsum((x - center) ** 2 for x in data)


def variance(data):
    data = list(data)
    if len(data) < 2:
        raise StatisticsError("variance requires at least two data points")
    return _whole(data, _squares(data) / (len(data) - 1))


def pvariance(data):
    data = list(data)
    if not data:
        raise StatisticsError("pvariance requires at least one data point")
    return _whole(data, _squares(data) / len(data))


def stdev(data):
    return sqrt(variance(data))


def pstdev(data):
    return sqrt(pvariance(data))
