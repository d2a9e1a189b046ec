// Checksums and digests. The browser's own SHA-256 takes whole buffers only and has no MD5 and no CRC-32, so these stand here.

const crcTables = (() => {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    tables[0][byte] = value;
  }
  for (let byte = 0; byte < 256; byte += 1) {
    for (let more = 1; more < 8; more += 1) {
      const before = tables[more - 1][byte];
      tables[more][byte] = tables[0][before & 255] ^ (before >>> 8);
    }
  }
  return tables;
})();

// CRC-32 as ZIP and gzip have it, eight bytes at a step.
export class Crc32 {
  #value = -1;

  update(bytes) {
    const [t0, t1, t2, t3, t4, t5, t6, t7] = crcTables;
    const whole = bytes.length - (bytes.length % 8);
    let crc = this.#value;
    let at = 0;
    for (; at < whole; at += 8) {
      const low = crc ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
      crc =
        t7[low & 255] ^ t6[(low >>> 8) & 255] ^ t5[(low >>> 16) & 255] ^ t4[low >>> 24] ^
        t3[bytes[at + 4]] ^ t2[bytes[at + 5]] ^ t1[bytes[at + 6]] ^ t0[bytes[at + 7]];
    }
    for (; at < bytes.length; at += 1) crc = t0[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
    this.#value = crc;
    return this;
  }

  finish() {
    return ~this.#value >>> 0;
  }
}

// What MD5 and SHA-256 share: blocks of 64 bytes, and the length at the end.
class Blocks {
  #rest = new Uint8Array(64);
  #held = 0;
  #length = 0;

  update(bytes) {
    let at = 0;
    this.#length += bytes.length;
    if (this.#held > 0) {
      at = Math.min(64 - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < 64) return this;
      this.blocks(this.#rest, 0, 64);
      this.#held = 0;
    }
    const whole = at + ((bytes.length - at) & ~63);
    this.blocks(bytes, at, whole);
    this.#rest.set(bytes.subarray(whole));
    this.#held = bytes.length - whole;
    return this;
  }

  // One bit, zeroes, and the number of bits in 64 bits.
  pad(littleEndian) {
    const bits = this.#length * 8;
    const end = new DataView(new ArrayBuffer(8));
    end.setUint32(littleEndian ? 0 : 4, bits % 2 ** 32, littleEndian);
    end.setUint32(littleEndian ? 4 : 0, Math.floor(bits / 2 ** 32), littleEndian);
    const zeroes = new Uint8Array(((119 - this.#held) % 64) + 1);
    zeroes[0] = 0x80;
    this.update(zeroes);
    this.update(new Uint8Array(end.buffer));
  }
}

function written(words, littleEndian) {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, at) => view.setInt32(at * 4, word, littleEndian));
  return new Uint8Array(view.buffer);
}

// MD5 (RFC 1321), written out step by step: half of the time of a check is spent here. Lists of known files are kept in it; nothing here
// relies on it.
export class Md5 extends Blocks {
  #state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  #words = new Int32Array(16);

  blocks(bytes, from, to) {
    const w = this.#words;
    let [a, b, c, d] = this.#state;
    for (let at = from; at < to; at += 64) {
      for (let n = 0, i = at; n < 16; n += 1, i += 4) w[n] = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
      const a0 = a;
      const b0 = b;
      const c0 = c;
      const d0 = d;
      a = (a + (d ^ (b & (c ^ d))) + w[0] + 0xd76aa478) | 0;
      a = ((a << 7) | (a >>> 25)) + b | 0;
      d = (d + (c ^ (a & (b ^ c))) + w[1] + 0xe8c7b756) | 0;
      d = ((d << 12) | (d >>> 20)) + a | 0;
      c = (c + (b ^ (d & (a ^ b))) + w[2] + 0x242070db) | 0;
      c = ((c << 17) | (c >>> 15)) + d | 0;
      b = (b + (a ^ (c & (d ^ a))) + w[3] + 0xc1bdceee) | 0;
      b = ((b << 22) | (b >>> 10)) + c | 0;
      a = (a + (d ^ (b & (c ^ d))) + w[4] + 0xf57c0faf) | 0;
      a = ((a << 7) | (a >>> 25)) + b | 0;
      d = (d + (c ^ (a & (b ^ c))) + w[5] + 0x4787c62a) | 0;
      d = ((d << 12) | (d >>> 20)) + a | 0;
      c = (c + (b ^ (d & (a ^ b))) + w[6] + 0xa8304613) | 0;
      c = ((c << 17) | (c >>> 15)) + d | 0;
      b = (b + (a ^ (c & (d ^ a))) + w[7] + 0xfd469501) | 0;
      b = ((b << 22) | (b >>> 10)) + c | 0;
      a = (a + (d ^ (b & (c ^ d))) + w[8] + 0x698098d8) | 0;
      a = ((a << 7) | (a >>> 25)) + b | 0;
      d = (d + (c ^ (a & (b ^ c))) + w[9] + 0x8b44f7af) | 0;
      d = ((d << 12) | (d >>> 20)) + a | 0;
      c = (c + (b ^ (d & (a ^ b))) + w[10] + 0xffff5bb1) | 0;
      c = ((c << 17) | (c >>> 15)) + d | 0;
      b = (b + (a ^ (c & (d ^ a))) + w[11] + 0x895cd7be) | 0;
      b = ((b << 22) | (b >>> 10)) + c | 0;
      a = (a + (d ^ (b & (c ^ d))) + w[12] + 0x6b901122) | 0;
      a = ((a << 7) | (a >>> 25)) + b | 0;
      d = (d + (c ^ (a & (b ^ c))) + w[13] + 0xfd987193) | 0;
      d = ((d << 12) | (d >>> 20)) + a | 0;
      c = (c + (b ^ (d & (a ^ b))) + w[14] + 0xa679438e) | 0;
      c = ((c << 17) | (c >>> 15)) + d | 0;
      b = (b + (a ^ (c & (d ^ a))) + w[15] + 0x49b40821) | 0;
      b = ((b << 22) | (b >>> 10)) + c | 0;
      a = (a + (c ^ (d & (b ^ c))) + w[1] + 0xf61e2562) | 0;
      a = ((a << 5) | (a >>> 27)) + b | 0;
      d = (d + (b ^ (c & (a ^ b))) + w[6] + 0xc040b340) | 0;
      d = ((d << 9) | (d >>> 23)) + a | 0;
      c = (c + (a ^ (b & (d ^ a))) + w[11] + 0x265e5a51) | 0;
      c = ((c << 14) | (c >>> 18)) + d | 0;
      b = (b + (d ^ (a & (c ^ d))) + w[0] + 0xe9b6c7aa) | 0;
      b = ((b << 20) | (b >>> 12)) + c | 0;
      a = (a + (c ^ (d & (b ^ c))) + w[5] + 0xd62f105d) | 0;
      a = ((a << 5) | (a >>> 27)) + b | 0;
      d = (d + (b ^ (c & (a ^ b))) + w[10] + 0x02441453) | 0;
      d = ((d << 9) | (d >>> 23)) + a | 0;
      c = (c + (a ^ (b & (d ^ a))) + w[15] + 0xd8a1e681) | 0;
      c = ((c << 14) | (c >>> 18)) + d | 0;
      b = (b + (d ^ (a & (c ^ d))) + w[4] + 0xe7d3fbc8) | 0;
      b = ((b << 20) | (b >>> 12)) + c | 0;
      a = (a + (c ^ (d & (b ^ c))) + w[9] + 0x21e1cde6) | 0;
      a = ((a << 5) | (a >>> 27)) + b | 0;
      d = (d + (b ^ (c & (a ^ b))) + w[14] + 0xc33707d6) | 0;
      d = ((d << 9) | (d >>> 23)) + a | 0;
      c = (c + (a ^ (b & (d ^ a))) + w[3] + 0xf4d50d87) | 0;
      c = ((c << 14) | (c >>> 18)) + d | 0;
      b = (b + (d ^ (a & (c ^ d))) + w[8] + 0x455a14ed) | 0;
      b = ((b << 20) | (b >>> 12)) + c | 0;
      a = (a + (c ^ (d & (b ^ c))) + w[13] + 0xa9e3e905) | 0;
      a = ((a << 5) | (a >>> 27)) + b | 0;
      d = (d + (b ^ (c & (a ^ b))) + w[2] + 0xfcefa3f8) | 0;
      d = ((d << 9) | (d >>> 23)) + a | 0;
      c = (c + (a ^ (b & (d ^ a))) + w[7] + 0x676f02d9) | 0;
      c = ((c << 14) | (c >>> 18)) + d | 0;
      b = (b + (d ^ (a & (c ^ d))) + w[12] + 0x8d2a4c8a) | 0;
      b = ((b << 20) | (b >>> 12)) + c | 0;
      a = (a + (b ^ c ^ d) + w[5] + 0xfffa3942) | 0;
      a = ((a << 4) | (a >>> 28)) + b | 0;
      d = (d + (a ^ b ^ c) + w[8] + 0x8771f681) | 0;
      d = ((d << 11) | (d >>> 21)) + a | 0;
      c = (c + (d ^ a ^ b) + w[11] + 0x6d9d6122) | 0;
      c = ((c << 16) | (c >>> 16)) + d | 0;
      b = (b + (c ^ d ^ a) + w[14] + 0xfde5380c) | 0;
      b = ((b << 23) | (b >>> 9)) + c | 0;
      a = (a + (b ^ c ^ d) + w[1] + 0xa4beea44) | 0;
      a = ((a << 4) | (a >>> 28)) + b | 0;
      d = (d + (a ^ b ^ c) + w[4] + 0x4bdecfa9) | 0;
      d = ((d << 11) | (d >>> 21)) + a | 0;
      c = (c + (d ^ a ^ b) + w[7] + 0xf6bb4b60) | 0;
      c = ((c << 16) | (c >>> 16)) + d | 0;
      b = (b + (c ^ d ^ a) + w[10] + 0xbebfbc70) | 0;
      b = ((b << 23) | (b >>> 9)) + c | 0;
      a = (a + (b ^ c ^ d) + w[13] + 0x289b7ec6) | 0;
      a = ((a << 4) | (a >>> 28)) + b | 0;
      d = (d + (a ^ b ^ c) + w[0] + 0xeaa127fa) | 0;
      d = ((d << 11) | (d >>> 21)) + a | 0;
      c = (c + (d ^ a ^ b) + w[3] + 0xd4ef3085) | 0;
      c = ((c << 16) | (c >>> 16)) + d | 0;
      b = (b + (c ^ d ^ a) + w[6] + 0x04881d05) | 0;
      b = ((b << 23) | (b >>> 9)) + c | 0;
      a = (a + (b ^ c ^ d) + w[9] + 0xd9d4d039) | 0;
      a = ((a << 4) | (a >>> 28)) + b | 0;
      d = (d + (a ^ b ^ c) + w[12] + 0xe6db99e5) | 0;
      d = ((d << 11) | (d >>> 21)) + a | 0;
      c = (c + (d ^ a ^ b) + w[15] + 0x1fa27cf8) | 0;
      c = ((c << 16) | (c >>> 16)) + d | 0;
      b = (b + (c ^ d ^ a) + w[2] + 0xc4ac5665) | 0;
      b = ((b << 23) | (b >>> 9)) + c | 0;
      a = (a + (c ^ (b | ~d)) + w[0] + 0xf4292244) | 0;
      a = ((a << 6) | (a >>> 26)) + b | 0;
      d = (d + (b ^ (a | ~c)) + w[7] + 0x432aff97) | 0;
      d = ((d << 10) | (d >>> 22)) + a | 0;
      c = (c + (a ^ (d | ~b)) + w[14] + 0xab9423a7) | 0;
      c = ((c << 15) | (c >>> 17)) + d | 0;
      b = (b + (d ^ (c | ~a)) + w[5] + 0xfc93a039) | 0;
      b = ((b << 21) | (b >>> 11)) + c | 0;
      a = (a + (c ^ (b | ~d)) + w[12] + 0x655b59c3) | 0;
      a = ((a << 6) | (a >>> 26)) + b | 0;
      d = (d + (b ^ (a | ~c)) + w[3] + 0x8f0ccc92) | 0;
      d = ((d << 10) | (d >>> 22)) + a | 0;
      c = (c + (a ^ (d | ~b)) + w[10] + 0xffeff47d) | 0;
      c = ((c << 15) | (c >>> 17)) + d | 0;
      b = (b + (d ^ (c | ~a)) + w[1] + 0x85845dd1) | 0;
      b = ((b << 21) | (b >>> 11)) + c | 0;
      a = (a + (c ^ (b | ~d)) + w[8] + 0x6fa87e4f) | 0;
      a = ((a << 6) | (a >>> 26)) + b | 0;
      d = (d + (b ^ (a | ~c)) + w[15] + 0xfe2ce6e0) | 0;
      d = ((d << 10) | (d >>> 22)) + a | 0;
      c = (c + (a ^ (d | ~b)) + w[6] + 0xa3014314) | 0;
      c = ((c << 15) | (c >>> 17)) + d | 0;
      b = (b + (d ^ (c | ~a)) + w[13] + 0x4e0811a1) | 0;
      b = ((b << 21) | (b >>> 11)) + c | 0;
      a = (a + (c ^ (b | ~d)) + w[4] + 0xf7537e82) | 0;
      a = ((a << 6) | (a >>> 26)) + b | 0;
      d = (d + (b ^ (a | ~c)) + w[11] + 0xbd3af235) | 0;
      d = ((d << 10) | (d >>> 22)) + a | 0;
      c = (c + (a ^ (d | ~b)) + w[2] + 0x2ad7d2bb) | 0;
      c = ((c << 15) | (c >>> 17)) + d | 0;
      b = (b + (d ^ (c | ~a)) + w[9] + 0xeb86d391) | 0;
      b = ((b << 21) | (b >>> 11)) + c | 0;
      a = (a + a0) | 0;
      b = (b + b0) | 0;
      c = (c + c0) | 0;
      d = (d + d0) | 0;
    }
    this.#state.set([a, b, c, d]);
  }

  finish() {
    this.pad(true);
    return written(this.#state, true);
  }
}

// The first 32 bits behind the point of the cube roots of the first 64 primes, and of the square roots of the first eight.
const [roundConstants, firstState] = (() => {
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  // The root of prime * 2^(32 * power), exactly.
  const root = (prime, power) => {
    const whole = BigInt(prime) << BigInt(32 * power);
    let [low, high] = [0n, 1n << 36n];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(power) <= whole) low = middle;
      else high = middle;
    }
    return Number(BigInt.asIntN(32, low));
  };
  return [Int32Array.from(primes, (prime) => root(prime, 3)), Int32Array.from(primes.slice(0, 8), (prime) => root(prime, 2))];
})();

// SHA-256 (FIPS 180-4), for what is too large for one buffer, and for the many small nodes of a tree.
export class Sha256 extends Blocks {
  #state = firstState.slice();
  #words = new Int32Array(64);

  blocks(bytes, from, to) {
    const [state, words] = [this.#state, this.#words];
    for (let at = from; at < to; at += 64) {
      for (let n = 0; n < 16; n += 1) {
        const i = at + n * 4;
        words[n] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
      }
      for (let n = 16; n < 64; n += 1) {
        const x = words[n - 15];
        const y = words[n - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        words[n] = (words[n - 16] + s0 + words[n - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let n = 0; n < 64; n += 1) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const first = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[n] + words[n]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + first) | 0;
        d = c;
        c = b;
        b = a;
        a = (first + second) | 0;
      }
      state[0] += a;
      state[1] += b;
      state[2] += c;
      state[3] += d;
      state[4] += e;
      state[5] += f;
      state[6] += g;
      state[7] += h;
    }
  }

  finish() {
    this.pad(false);
    return written(this.#state, false);
  }
}

// Asking the browser costs more than a few blocks do.
const smallEnough = 4096;

export const sha256Now = (...parts) => parts.reduce((hash, part) => hash.update(part), new Sha256()).finish();

export const browserDigest = async (name, bytes) => new Uint8Array(await crypto.subtle.digest(name, bytes));

export const sha256 = async (bytes) => (bytes.length <= smallEnough ? sha256Now(bytes) : browserDigest('SHA-256', bytes));

// The hash of RFC 6962: one byte in front keeps leaves and inner nodes apart.
export const leafHash = (entry) => sha256Now(Uint8Array.of(0), entry);

export const nodeHash = (left, right) => sha256Now(Uint8Array.of(1), left, right);
