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

  /** As one factor of a product: in parentheses when it is negative. */
  factor(value) {
    const text = NumberText.card(value);
    return value < 0 ? `(${text})` : text;
  },
};

const significantDigits = 4;

function withSign(text, value) {
  return value < 0 ? `−${text}` : text;
}

/** A positive number with four significant digits, shortened where that loses nothing. */
function significant(value) {
  const { mantissa, exponent } = scientific(value);
  if (exponent < -4 || exponent >= 5) {
    const sign = exponent < 0 ? "−" : "";
    return `${shortened(mantissa, value, exponent)}e${sign}${Math.abs(exponent)}`;
  }
  const decimals = Math.max(1, significantDigits - 1 - exponent);
  const units = rounded(value, -decimals).padStart(decimals + 1, "0");
  return shortened(`${units.slice(0, -decimals)}.${units.slice(-decimals)}`, value, 0);
}

function scientific(value) {
  let exponent = decimalExponent(value);
  let units = rounded(value, exponent - significantDigits + 1);
  if (units.length > significantDigits) {
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

function shortened(text, value, exponent) {
  if (!isSameNumber(Number(`${text}e${exponent}`), value)) return text;
  let short = text;
  while (short.endsWith("0") && !short.endsWith(".0")) short = short.slice(0, -1);
  return exponent !== 0 ? short.replace(/\.0$/, "") : short;
}

/** Whether two numbers are one number in the precision that the second is held in. */
function isSameNumber(exact, held) {
  return exact === held
    || (Math.fround(held) === held && Math.fround(exact) === Math.fround(held));
}
