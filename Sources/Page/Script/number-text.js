/** The one place where a number becomes text for people; `NumberText.swift` in the page. */
const NumberText = {
  /** As a card shows it: `6.0`, `−0.3333`, `1.25e−7`. */
  card(value) {
    if (Number.isNaN(value)) return "nan";
    if (!Number.isFinite(value)) return withSign("inf", value);
    if (value === 0) return "0.0";
    const size = Math.abs(value);
    const isShortInteger = Number.isInteger(value) && size < 1e7;
    return withSign(isShortInteger ? `${size}.0` : significant(size), value);
  },

  /** As a program writes it inside an expression: `2`, `0.01`, `−1`. */
  plain(value) {
    return NumberText.card(value).replace(/\.0$/, "");
  },

  /** With its sign, as what is added to another: `+6.0`, `−2.0`. */
  addend(value) {
    const text = NumberText.card(value);
    return Number.isNaN(value) || value < 0 ? text : `+${text}`;
  },

  /** `=` before a number that is written in full, `≈` before one that is rounded. */
  equals(value) {
    const isShort = Number.isInteger(value) && Math.abs(value) < 1e7;
    return !Number.isFinite(value) || isShort || exactDigits(Math.abs(value)) ? "=" : "≈";
  },

  /** As one factor of a product: in parentheses when it is negative. */
  factor(value) {
    const text = NumberText.card(value);
    return value < 0 ? `(${text})` : text;
  },
};

const significantDigits = 4;
/** An exact decimal of up to so many digits is short. */
const mostDigits = 7;
/** Up to so many, it is enough to be the decimal but for the last rounding. */
const mostRoundedDigits = 5;

function withSign(text, value) {
  return value < 0 ? `−${text}` : text;
}

/** A positive number with its short exact digits, or with four. */
function significant(value) {
  const digits = exactDigits(value) ?? significantDigits;
  const { mantissa, exponent } = scientific(value, digits);
  if (exponent < -4 || exponent >= 5) {
    const sign = exponent < 0 ? "−" : "";
    return `${shortened(mantissa).replace(/\.0$/, "")}e${sign}${Math.abs(exponent)}`;
  }
  const decimals = Math.max(1, digits - 1 - exponent);
  const units = rounded(value, -decimals).padStart(decimals + 1, "0");
  return shortened(`${units.slice(0, -decimals)}.${units.slice(-decimals)}`);
}

/** How many digits a positive number has as a short exact decimal; undefined for one that has more. */
function exactDigits(value) {
  for (let count = significantDigits; count <= mostDigits; count += 1) {
    const { mantissa, exponent } = scientific(value, count);
    const number = Number(`${mantissa}e${exponent}`);
    if (count > mostRoundedDigits ? number === value : isClose(number, value)) return count;
  }
  return undefined;
}

function scientific(value, digits) {
  let exponent = decimalExponent(value);
  let units = rounded(value, exponent - digits + 1);
  if (units.length > digits) {
    exponent += 1;
    units = units.slice(0, -1);
  }
  return { mantissa: `${units[0]}.${units.slice(1)}`, exponent };
}

function decimalExponent(value) {
  return Number(value.toExponential().split("e")[1]);
}

/** How many times 10^place fits, ties to even as C's printf has it; JavaScript's own would round up. */
function rounded(value, place) {
  const [mantissa, exponent] = value.toExponential(100).split("e");
  const digits = mantissa.replace(".", "");
  const count = Number(exponent) - place + 1;
  let units = BigInt(digits.slice(0, count) || "0");
  const rest = digits.slice(count);
  const half = "5".padEnd(rest.length, "0");
  if (rest > half || (rest === half && units % 2n === 1n)) units += 1n;
  return String(units);
}

/** Without the zeros at the end, but for one behind the point. */
function shortened(text) {
  let short = text;
  while (short.endsWith("0") && !short.endsWith(".0")) short = short.slice(0, -1);
  return short;
}

/** Whether a number is another but for the last bits of the precision that it is held in. */
function isClose(exact, held) {
  const bits = Math.fround(held) === held ? 2 ** -22 : 2 ** -50;
  return Math.abs(exact - held) <= Math.abs(held) * bits;
}
