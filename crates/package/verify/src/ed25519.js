// Ed25519 signatures (RFC 8032), checked strictly: one signature of a text is good in one form only, and keys with which anybody can sign
// are refused. Written out because older browsers have none; where the browser has one, it must agree.
import { browserDigest } from './hash.js';
import { concat } from './bytes.js';

const prime = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const curve = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const rootOfMinusOne = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;
const baseY = 46316835694926478169428394003475163141307993866256225615783033603165251855960n;

const field = (value) => ((value % prime) + prime) % prime;

function power(base, exponent) {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

const fromLittle = (bytes) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);

// A point of the curve from its 32 bytes, in extended coordinates; null where there is none or it is written in another way.
function point(bytes) {
  const value = fromLittle(bytes);
  const [odd, y] = [value >> 255n, value & (2n ** 255n - 1n)];
  if (y >= prime) return null;
  const [above, below] = [field(y * y - 1n), field(curve * y * y + 1n)];
  // The root of above / below.
  let x = field(above * below ** 3n * power(field(above * below ** 7n), (prime - 5n) / 8n));
  const square = field(below * x * x);
  if (square !== above) {
    if (square !== field(-above)) return null;
    x = (x * rootOfMinusOne) % prime;
  }
  if (x === 0n && odd) return null;
  if ((x & 1n) !== odd) x = prime - x;
  return [x, y, 1n, (x * y) % prime];
}

const neutral = [0n, 1n, 1n, 0n];

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = field((y1 - x1) * (y2 - x2));
  const b = ((y1 + x1) * (y2 + x2)) % prime;
  const c = (((2n * curve * t1) % prime) * t2) % prime;
  const d = (2n * z1 * z2) % prime;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [field(e * f), field(g * h), field(f * g), field(e * h)];
}

function times(scalar, of) {
  let [result, doubled] = [neutral, of];
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

const same = ([x1, y1, z1], [x2, y2, z2]) => field(x1 * z2 - x2 * z1) === 0n && field(y1 * z2 - y2 * z1) === 0n;

// One of the eight points of which some multiple below nine is nothing.
const isWeak = (of) => same(times(8n, of), neutral);

// Whether 32 bytes are a key that only its owner can sign with.
export function isGoodKey(bytes) {
  const key = bytes.length === 32 ? point(bytes) : null;
  return key !== null && !isWeak(key);
}

async function ownVerify(key, message, signature) {
  const [r, s] = [signature.subarray(0, 32), fromLittle(signature.subarray(32))];
  const [a, atR] = [point(key), point(r)];
  if (!a || !atR || s >= order || isWeak(a) || isWeak(atR)) return false;
  const challenge = fromLittle(await browserDigest('SHA-512', concat(r, key, message))) % order;
  return same(times(s, point(baseBytes)), add(atR, times(challenge, a)));
}

// The base point has an even x, so that its bytes are those of y alone.
const baseBytes = Uint8Array.from({ length: 32 }, (_, at) => Number((baseY >> BigInt(8 * at)) & 255n));

async function browserVerify(key, message, signature) {
  try {
    const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
  } catch {
    return null;
  }
}

// Whether the key signed the message.
export async function verifyEd25519(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const own = await ownVerify(key, message, signature);
  return own && (await browserVerify(key, message, signature)) !== false;
}

