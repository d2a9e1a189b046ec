// The checks of the page, without a browser: what is whole is let pass, and each damage is found under its code.
import assert from 'node:assert/strict';
import { createHash, randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64, decimal, toBytes, toHex } from '../../../crates/package/verify/src/bytes.js';
import { checkPackage, codes } from '../../../crates/package/verify/src/court.js';
import { isGoodKey, verifyEd25519 } from '../../../crates/package/verify/src/ed25519.js';
import { Crc32, Md5, Sha256, leafHash } from '../../../crates/package/verify/src/hash.js';
import { isMoment } from '../../../crates/package/verify/src/json.js';
import { isIncluded, parseCheckpoint, parseKey, parseNote, parseProof, verifyNote } from '../../../crates/package/verify/src/note.js';
import { isSatisfied, parsePolicy } from '../../../crates/package/verify/src/policy.js';
import { surtKey } from '../../../crates/package/verify/src/surt.js';
import { en } from '../../../crates/package/verify/src/words-en.js';
import { kk } from '../../../crates/package/verify/src/words-kk.js';
import { ru } from '../../../crates/package/verify/src/words-ru.js';
import { cosign, disclosures, id, key, keys, leaf, make, path, policyText, pretty, root, stamp, zip } from './sample.mjs';

const whole = make();
const first = `items/${id('item', 9)}`;
const second = `items/${id('item', 10)}`;

async function found(bytes, policy = whole.policy) {
  const { verdict, findings } = await checkPackage(new Blob([bytes]), policy);
  return { verdict, codes: [...new Set(findings.map(({ code }) => code))], findings };
}

test('what is whole is whole, by its own keys or by those that were given', async () => {
  assert.deepEqual(await found(whole.bytes), { verdict: 'whole', codes: [], findings: [] });
  assert.equal((await found(whole.bytes, null)).verdict, 'claimed');
  assert.equal((await found(whole.bytes, toBytes('quorum none\n'))).verdict, 'bad_policy');
  // Remarks and white space are nothing.
  assert.equal((await found(whole.bytes, toBytes(`# mine\n\n${policyText.replaceAll(' ', '\t ')}`))).verdict, 'whole');
});

test('words are the same in all languages, and each code has some', () => {
  assert.deepEqual(Object.keys(kk), Object.keys(en));
  assert.deepEqual(Object.keys(ru), Object.keys(en));
  codes.forEach((code) => assert.ok(en[code], code));
  const places = (words) => Object.values(words).map((text) => (text.match(/\{\w+\}/g) ?? []).sort().join());
  assert.deepEqual([places(kk), places(ru)], [places(en), places(en)]);
});

const swap = (members, path, from, to) => {
  const text = members.get(path).toString();
  assert.ok(text.includes(from), `${path} has ${from}`);
  members.set(path, Buffer.from(text.replace(from, to)));
};
const late = (change) => ({ late: change });
const early = (change) => ({ members: change });
const signedBy = (...more) => ({ signatures: (text) => [keys.log.line(keys.log.raw(text)), ...more.map((one) => one(text))] });
const by = (name, at = 1772600000) => (text) => cosign(keys[name], text, at);

// What was done, and the codes under which it is found.
const damages = {
  'a file that nobody listed': [late((all) => all.set('papers/new.txt', Buffer.from('x'))), ['unlisted']],
  'a listed paper taken out': [late((all) => all.delete('papers/protocol.txt')), ['missing']],
  'a file of the format taken out': [early((all) => all.delete('readme.txt')), ['missing']],
  'a file without a place': [early((all) => all.set('extra.txt', Buffer.from('x'))), ['unexpected']],
  'a file of an unknown item': [early((all) => all.set(`items/${id('item', 11)}/page.wacz`, Buffer.from('x'))), ['unexpected']],
  'a folder in papers': [early((all) => all.set('papers/a/b', Buffer.from('x'))), ['unexpected']],
  'a changed paper': [late((all) => all.set('papers/protocol.txt', Buffer.from('Another protocol.....\n'))), ['file']],
  'sums of another file': [{ sums: (all) => swap(all, 'MD5SUMS', 'readme.txt', 'readme.md') }, ['sums']],
  'sums taken out': [{ sums: (all) => all.delete('SHA256SUMS') }, ['missing']],
  'a list without its last line feed': [{ list: (list) => Buffer.from(JSON.stringify(list, null, 2)) }, ['list']],
  'a list with a key twice': [{ list: (list) => Buffer.from(pretty(list).toString().replace('"title"', '"title": "x",\n  "title"')) }, ['list']],
  'a list with one field more': [{ list: (list) => ({ ...list, more: 1 }) }, ['list']],
  'a list in another order': [{ list: (list) => ({ ...list, files: list.files.toReversed() }) }, ['list']],
  'a list of two times': [{ list: (list) => ({ ...list, created: '2026-03-04T05:06:09Z' }) }, ['zip']],
  'a list of another log': [{ list: (list) => ({ ...list, log: 'other.example.kz' }) }, ['list']],
  'a list with a checkpoint': [{ list: (list) => ({ ...list, files: [...list.files, { ...list.files[0], path: 'package.json' }].sort((a, b) => (a.path < b.path ? -1 : 1)) }) }, ['list']],
  'no list': [late((all) => all.delete('package.json')), ['missing']],
  'another list, not in the log': [{ exported: (event) => { event.exported.package.sha256 = '0'.repeat(64); return event; } }, ['exported']],
  'another policy than the given one': [{ policy: policyText.replace('quorum either', 'quorum both') }, ['policy']],
  'a policy that is none': [{ policy: 'quorum all\n' }, ['policy']],
  'a checkpoint that nobody signed': [{ signatures: (text) => [by('ministry')(text), by('prosecutor')(text)] }, ['checkpoint']],
  'a checkpoint of another key': [{ signatures: (text) => [keys.log.line(Buffer.alloc(64, 1)), by('ministry')(text), by('prosecutor')(text)] }, ['checkpoint']],
  'too few witnesses': [signedBy(by('ministry')), ['quorum']],
  'a witness twice': [signedBy(by('ministry'), by('ministry', 1772600099)), ['quorum']],
  'a false cosignature': [signedBy(by('shelter'), (text) => by('ministry')(`${text}x`)), ['quorum']],
  'a checkpoint changed afterwards': [late((all) => swap(all, 'log/checkpoint.txt', '\n17\n', '\n18\n')), ['checkpoint', 'quorum', 'proof']],
  'an entry changed': [{ line: (line, at) => (at === 5 ? line.replace('casework', 'response') : line) }, ['proof']],
  'an entry with another field in front': [{ line: (line, at) => (at === 5 ? line.replace('{"place"', '{"a":1,"place"') : line) }, ['history', 'proof']],
  'an entry with a space': [{ line: (line, at) => (at === 5 ? line.replace('"event":', '"event": ') : line) }, ['history', 'proof']],
  'an entry taken out': [late((all) => { const lines = all.get(`${first}/history.jsonl`).toString().split('\n'); lines.splice(5, 1); all.set(`${first}/history.jsonl`, Buffer.from(lines.join('\n'))); }), ['history', 'proof']],
  'a history of another item': [late((all) => all.set(`${first}/history.jsonl`, all.get(`${second}/history.jsonl`))), ['history', 'proof', 'kept', 'disclosure', 'wacz']],
  'a history without its end': [late((all) => all.set(`${first}/history.jsonl`, all.get(`${first}/history.jsonl`).subarray(0, -1))), ['history']],
  'a history taken out': [late((all) => all.delete(`${first}/history.jsonl`)), ['missing', 'proof', 'kept', 'wacz', 'disclosure']],
  'a second beginning': [{ story: (item, events) => [...events, events[0]] }, ['history']],
  'a file that came after the end': [{ story: (item, events) => [...events, { kept: { files: [{ ...events[1].kept.files[0], name: 'late.txt' }] } }] }, ['history', 'kept']],
  'an event that nobody knows': [{ story: (item, events) => [...events, { burnt: {} }] }, ['history']],
  'a proof taken out': [late((all) => all.delete(`${first}/proofs/000001.tlog-proof`)), ['proof']],
  'a proof too many': [late((all) => all.set(`${first}/proofs/000099.tlog-proof`, all.get(`${first}/proofs/000001.tlog-proof`))), ['proof']],
  'a proof of another entry': [late((all) => all.set(`${first}/proofs/000001.tlog-proof`, all.get(`${first}/proofs/000002.tlog-proof`))), ['proof']],
  'a proof with something beside it': [{ proof: (text, at) => (at === 0 ? text.replace('index', 'extra AA==\nindex') : text) }, ['proof']],
  'a kept file changed, listed and all': [early((all) => all.set(`${second}/files/originals/photo.bin`, Buffer.alloc(3000, 8))), ['kept']],
  'a kept file taken out, unlisted': [early((all) => all.delete(`${second}/files/originals/photo.bin`)), ['kept']],
  'a file that was not kept': [early((all) => all.set(`${second}/files/more.txt`, Buffer.from('x'))), ['kept']],
  'a web archive with a changed index': [{ wacz: (all) => { swap(all, 'indexes/index.cdxj', '"offset":"', '"offset":"1'); return all; } }, ['wacz']],
  'a web archive with another key': [{ wacz: (all) => { swap(all, 'indexes/index.cdxj', 'kz,example', 'kz,sample'); return all; } }, ['wacz']],
  'a web archive without its line': [{ wacz: (all) => all.set('indexes/index.cdxj', Buffer.alloc(0)) }, ['wacz']],
  'a web archive with a page that it lacks': [{ wacz: (all) => { swap(all, 'pages/pages.jsonl', 'jobs', 'work'); return all; } }, ['wacz']],
  'a web archive with another archive': [{ wacz: (all) => all.set('archive/data.warc.gz', Buffer.from('garbage')) }, ['wacz']],
  'a web archive that is none': [early((all) => all.set(`${first}/page.wacz`, Buffer.from('garbage'))), ['wacz']],
  'a field that was changed': [early((all) => swap(all, `${first}/disclosures.json`, 'екінші', 'үшінші')), ['disclosure']],
  'a field of another entry': [early((all) => swap(all, `${first}/disclosures.json`, '"version": 4', '"version": 5')), ['disclosure']],
  'fields in another form': [early((all) => swap(all, `${first}/disclosures.json`, '\n]\n', ']\n')), ['disclosure']],
  'no fields': [early((all) => all.set(`${first}/disclosures.json`, Buffer.from('[]\n'))), ['disclosure']],
};

for (const [what, [options, expected]] of Object.entries(damages)) {
  test(`found: ${what}`, async () => {
    const { verdict, codes: is, findings } = await found(make(options).bytes);
    assert.equal(verdict, 'broken');
    for (const code of expected) assert.ok(is.includes(code), `${code}: ${JSON.stringify(findings)}`);
    assert.ok(is.every((code) => expected.includes(code) || ['file', 'sums', 'exported'].includes(code)), JSON.stringify(findings));
  });
}

test('no byte of a package can be changed, taken out or put in', async () => {
  const { bytes } = whole;
  // Each byte of some headers and of the end, and some of the rest.
  const places = new Set([...bytes.keys()].filter((at) => at % 211 === 0));
  const marks = [bytes.indexOf('PK'), bytes.indexOf('PK\x01\x02'), bytes.lastIndexOf('PK\x01\x02'), bytes.lastIndexOf('PK\x05\x06')];
  marks.forEach((mark) => Array.from({ length: 46 }, (_, more) => places.add(mark + more)));
  for (const at of [...places].filter((place) => place < bytes.length)) {
    const changed = Buffer.from(bytes);
    changed[at] ^= 1 << at % 8;
    assert.equal((await found(changed)).verdict, 'broken', `byte ${at}`);
  }
  for (const at of [0, 30, 1000, bytes.length - 22, bytes.length]) {
    assert.equal((await found(Buffer.concat([bytes.subarray(0, at), Buffer.from('x'), bytes.subarray(at)]))).verdict, 'broken', `put in at ${at}`);
    assert.equal((await found(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]))).verdict, at < bytes.length ? 'broken' : 'whole');
  }
});

test('tricks with the zip', async () => {
  const entries = [...whole.members].sort(([one], [other]) => (one < other ? -1 : 1));
  const zipped = (change) => zip(change([...entries]));
  const cases = {
    reversed: zipped((all) => all.toReversed()),
    doubled: zipped((all) => [...all, all.at(-1)]),
    climbing: zipped((all) => [['../x', Buffer.from('x')], ...all]),
    capitals: zipped((all) => [...all, ['README.TXT', Buffer.from('x')]]),
    stamp: zip(entries, '2026-03-04T05:06:09Z'),
    nothing: Buffer.alloc(0),
    before: Buffer.concat([Buffer.from('junk'), whole.bytes]),
    behind: Buffer.concat([whole.bytes, Buffer.from('junk')]),
  };
  for (const [what, bytes] of Object.entries(cases)) {
    const { verdict, codes: is } = await found(bytes);
    assert.equal(verdict, 'broken', what);
    assert.ok(is.includes('zip'), `${what}: ${is}`);
  }
  assert.deepEqual((await found(zip([]))).codes, ['missing']);
  assert.equal(stamp('2026-03-04T05:06:07Z'), stamp('2026-03-04T05:06:06Z'));
});

test('any bytes are checked without an error', async () => {
  for (let round = 0; round < 200; round += 1) {
    const noise = randomFillSync(Buffer.alloc(round * 3));
    const end = Buffer.from('PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
    end.writeUInt32LE(noise.length, 12);
    assert.equal((await found(Buffer.concat([noise, end]))).verdict, 'broken');
  }
});

test('checksums agree with those of node however the bytes are cut', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 4096, 10007]) {
    const bytes = randomFillSync(Buffer.alloc(length));
    for (const [Hash, name] of [[Md5, 'md5'], [Sha256, 'sha256']]) {
      const cut = new Hash();
      for (let at = 0; at < length; at += 37) cut.update(bytes.subarray(at, at + 37));
      const expected = createHash(name).update(bytes).digest('hex');
      assert.deepEqual([toHex(cut.finish()), toHex(new Hash().update(bytes).finish())], [expected, expected]);
    }
  }
  assert.equal(new Crc32().update(toBytes('123456789')).finish(), 0xcbf43926);
});

// RFC 8032, section 7.1, TEST 2 and TEST 3.
const vectors = [
  ['3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
  ['fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82', '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'],
];

test('signatures hold in one form only', async () => {
  const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
  for (const [open, message, signature] of vectors.map((all) => all.map(bytes))) {
    assert.ok(await verifyEd25519(open, message, signature));
    for (const at of [0, 31, 32, 63]) {
      const changed = signature.slice();
      changed[at] ^= 1;
      assert.equal(await verifyEd25519(open, message, changed), false);
    }
    assert.equal(await verifyEd25519(open, toBytes('other'), signature), false);
    // The same signature with the order of the group added to its second half.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const half = signature.subarray(32).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n) + order;
    const twin = signature.slice();
    for (let at = 0; at < 32; at += 1) twin[32 + at] = Number((half >> BigInt(8 * at)) & 255n);
    assert.equal(await verifyEd25519(open, message, twin), false);
  }
  const neutral = new Uint8Array(32);
  neutral[0] = 1;
  assert.deepEqual([isGoodKey(neutral), isGoodKey(new Uint8Array(32)), isGoodKey(new Uint8Array(32).fill(2))], [false, false, false]);
});

// golang.org/x/mod, sumdb/note; C2SP signed-note.
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const noteText = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
const peterLine = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const note = (lines, text = noteText) => parseNote(toBytes(`${text}\n${lines}`));

test('notes and keys of others are read, and what is none is refused', async () => {
  const { good, bad } = await verifyNote(note(peterLine), [parseKey(peter)]);
  assert.deepEqual([good.length, bad.length], [1, 0]);
  const changed = await verifyNote(note(peterLine, noteText.replace('answer', 'solution')), [parseKey(peter)]);
  assert.deepEqual([changed.good.length, changed.bad.length], [0, 1]);
  for (let at = 0; at < peter.length; at += 1) {
    assert.equal(parseKey(peter.slice(0, at)), null);
    assert.equal(parseKey(peter.slice(0, at) + String.fromCharCode(peter.charCodeAt(at) + 1) + peter.slice(at + 1)), null, String(at));
  }
  for (const line of ['', peterLine.slice(0, -1), peterLine.replace('AM=', 'AM'), peterLine.replace('AM=', 'AN='), peterLine.replace('\u2014', '-'), `${peterLine}x\n`, peterLine.replace('Neumann', ' x'), peterLine.repeat(101)]) {
    assert.equal(note(line), null, line.slice(0, 200));
  }
  assert.equal(note(peterLine, 'tab\t\n'), null);
  assert.equal(parseNote(Uint8Array.of(0xff)), null);
});

// A staging log for Certificate Transparency as it stood in May 2026.
const real = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`;
const realPolicy = `log arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f
witness remora remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2
quorum remora
`;

test('a real checkpoint with a real cosignature holds', async () => {
  const [policy, checkpoint] = [parsePolicy(toBytes(realPolicy)), parseCheckpoint(toBytes(real))];
  assert.equal(checkpoint.size, 1432088532n);
  assert.equal((await verifyNote(checkpoint.note, [policy.log])).good.length, 1);
  const { good } = await verifyNote(checkpoint.note, policy.witnesses);
  assert.equal(good[0].time, 1779573024n);
  assert.ok(isSatisfied(policy.rule, good.map(({ key: signed }) => signed)) && !isSatisfied(policy.rule, []));
  const changed = parseCheckpoint(toBytes(real.replace('1432088532', '1432088533')));
  assert.equal((await verifyNote(changed.note, policy.witnesses)).bad.length, 1);
  for (const text of [real.replace('\n1432088532', '\n01'), real.replace('\n1432088532', '\n9223372036854775808'), real.replace('4Ro=', '4Rp='), real.replace('4Ro=\n', '4Ro=\nmore\n\n')]) {
    assert.equal(parseCheckpoint(toBytes(text)), null, text.slice(0, 100));
  }
});

test('what can be no policy is refused', () => {
  const head = `log ${keys.log.vkey}\nwitness a ${keys.ministry.vkey}\nwitness b ${keys.prosecutor.vkey}\n`;
  const is = (lines) => parsePolicy(toBytes(head + lines)) !== null;
  for (const lines of ['quorum none\n', 'quorum a\n', 'group g 2 a b\n quorum\tg \n#\n\n', 'group g any a\ngroup h all g b\nquorum h\n']) assert.ok(is(lines), lines);
  const alias = key('alias', 4, 2).vkey;
  const wrong = [
    '', 'quorum c\n', 'quorum a', 'quorum a\r\n', 'quorum a b\n', 'quorum a\nquorum none\n', 'group g 0 a\nquorum g\n', 'group g 3 a b\nquorum g\n',
    'group g 01 a\nquorum g\n', 'group g all\nquorum g\n', 'group g any a a\nquorum g\n', 'group g any a\ngroup h any a g\nquorum h\n',
    'group g any none\nquorum g\n', 'group g any h\ngroup h any a\nquorum g\n', 'group a any b\nquorum a\n', 'group none any b\nquorum none\n',
    `witness c ${alias}\nquorum none\n`, `witness c ${keys.log.vkey}\nquorum none\n`, `log ${keys.shelter.vkey}\nquorum none\n`,
    `log ${key('log2', 1, 9).vkey}\nquorum none\n`, 'other\nquorum none\n', 'group g toString a\nquorum g\n', 'group g __proto__ a\nquorum g\n',
  ];
  wrong.forEach((lines) => assert.ok(!is(lines), lines));
  assert.equal(parsePolicy(toBytes('quorum none\n')), null, 'a package has one log');
  assert.ok(parsePolicy(Buffer.concat([toBytes(`${head}witness `), Buffer.of(0xff, 0xfe), toBytes(` ${keys.shelter.vkey}\nquorum `), Buffer.of(0xff, 0xfe, 10)])));
});

test('inclusion is proven in trees of every size, and nothing else is', () => {
  const leaves = Array.from({ length: 70 }, (_, at) => leaf(`leaf ${at}`));
  for (const size of [1, 2, 3, 5, 7, 8, 64, 70]) {
    const tree = leaves.slice(0, size);
    for (let at = 0; at < size; at += 1) {
      const proof = { index: BigInt(at), path: path(tree, at) };
      const head = { size: BigInt(size), root: root(tree) };
      assert.ok(isIncluded(leafHash(toBytes(`leaf ${at}`)), proof, head), `${at} of ${size}`);
      assert.ok(!isIncluded(leafHash(toBytes('other')), proof, head));
      assert.ok(!isIncluded(leaves[at], { ...proof, path: [...proof.path, leaves[0]] }, head));
      assert.ok(size === 1 || !isIncluded(leaves[at], { ...proof, path: proof.path.slice(1) }, head));
      assert.ok(size === 1 || !isIncluded(leaves[at], { ...proof, index: BigInt((at + 1) % size) }, head));
      assert.ok(!isIncluded(leaves[at], { ...proof, index: BigInt(size) }, head));
    }
  }
});

test('proofs, numbers, moments and base64 are written in one way', () => {
  const text = whole.members.get(`${first}/proofs/000001.tlog-proof`).toString();
  assert.equal(parseProof(toBytes(text)).index, 1n);
  for (const wrong of ['', text.replace('@v1', '@v2'), text.replace('index 1', 'index 01'), text.replace('index 1', 'index'), text.replace(/=\n/, '\n')]) {
    assert.equal(parseProof(toBytes(wrong)), null, wrong.slice(0, 60));
  }
  for (const wrong of ['', '00', '+1', ' 1', '9223372036854775808']) assert.equal(decimal(wrong), null, wrong);
  for (const wrong of ['AQI', 'AQJ=', 'AQI==', 'AQI=\n', 'AQ-_']) assert.equal(fromBase64(wrong), null, wrong);
  assert.ok(isMoment('2026-02-28T23:59:59.000001Z') && isMoment('2024-02-29T00:00:00Z'));
  for (const wrong of ['2026-02-29T00:00:00Z', '2026-02-28T23:59:60Z', '2026-02-28T23:59:59.10Z', '2026-02-28T23:59:59+05:00', '2026-02-28', '', 5, null]) {
    assert.ok(!isMoment(wrong), String(wrong));
  }
});

test('keys of an index are those of crates/package/src/surt.rs', () => {
  const table = [
    ['https://www.example.kz/', 'kz,example)/'], ['https://Example.KZ', 'kz,example)/'], ['http://example.kz:80/', 'kz,example)/'],
    ['https://example.kz:443/a/', 'kz,example)/a'], ['https://example.kz:8080/a', 'kz,example:8080)/a'],
    ['https://www2.shop.example.kz/A/B/?b=2&a=1&A', 'kz,example,shop)/a/b?a&a=1&b=2'], ['http://user:pass@example.kz/x#frag', 'kz,example)/x'],
    ['https://example.kz/a//b/./c/../d', 'kz,example)/a/b/d'], ['https://example.kz/%D2%9A%41%2520?q=%20x', 'kz,example)/%d2%9aa%20?q=%20x'],
    ['https://example.kz?x', 'kz,example)/?x'], ['https://example.kz/?', 'kz,example)/'], ['https://203.0.113.7/x', '7,113,0,203)/x'],
    ['https://[2001:db8::1]/x', '2001:db8::1)/x'], ['https://www.kz/', 'kz)/'], ['https://www.www.kz/', 'kz,www)/'], ['https://example.kz./', 'kz,example)/'],
    ['https://example.kz/..', 'kz,example)/..'], ['https://example.kz/a?b&c=&d=1&c', 'kz,example)/a?b&c&c=&d=1'],
    ['https://example.kz/x?a=1?b=2', 'kz,example)/x?a=1?b=2'], ['https://example.kz/?a=%26', 'kz,example)/?&a='], ['ws://example.kz/a', 'kz,example)/a'],
    ['urn:arasha:screen:1', 'urn:arasha:screen:1'], ['about:blank', 'about:blank'], ['data:text/plain,x', 'data:text/plain,x'],
  ];
  table.forEach(([uri, expected]) => assert.equal(surtKey(uri), expected, uri));
});

test('what is withheld stays withheld, and what is shown is proven', async () => {
  const { facts } = await checkPackage(new Blob([whole.bytes]), whole.policy);
  assert.deepEqual(facts.items[0].disclosed, [{ version: 4, field: 'note', value: disclosures.shown.value }]);
  assert.deepEqual(facts.items[0].withheld, [{ version: 5, field: 'person' }]);
  assert.deepEqual(facts.witnessed.map(({ name, time }) => [name, time]), [['ministry.example.kz', 1772600000n], ['prosecutor.example.kz', 1772600060n]]);
});
