// Web archives for players (WACZ 1.1.1): the archive of an item with index and list of pages.
import { toText } from './bytes.js';
import { fields, isMoment, isNumber, isText, listOf, parseLine, parsePretty } from './json.js';
import { surtKey } from './surt.js';
import { readArchive } from './warc.js';
import { isInOrder, isPath, readZip, stampOf } from './zip.js';

const longestWaczPath = 200;
const longestWaczText = 32 * 2 ** 20;
const archivePath = 'archive/data.warc.gz';
const indexPath = 'indexes/index.cdxj';
const pagesPath = 'pages/pages.jsonl';
const waczListPath = 'datapackage.json';
const digestPath = 'datapackage-digest.json';
const pagesHead = '{"format":"json-pages-1.0","id":"pages","title":"All Pages"}';

const isLabelled = (value) => isText(value) && /^sha256:[0-9a-f]{64}$/.test(value);
const isPage = fields({ id: isText, url: isText, ts: isMoment, title: isText }, ['title']);
const isWaczList = fields(
  {
    profile: (value) => value === 'data-package',
    wacz_version: (value) => value === '1.1.1',
    title: isText,
    software: isText,
    created: isMoment,
    mainPageUrl: isText,
    mainPageDate: isMoment,
    resources: listOf(fields({ name: isText, path: isText, hash: isLabelled, bytes: isNumber })),
  },
  ['mainPageUrl', 'mainPageDate'],
);

// Whether a file that is not of the format may stand there: in a folder of its own, exactly one deep.
const isPlace = (path) => /^[^/]+\/[^/]+$/.test(path) && !/^(archive|indexes|pages)\//.test(path);

const isCapture = ({ kind, uri }) => uri !== undefined && ['response', 'revisit', 'resource', 'metadata'].includes(kind);

// The line of the index for a record.
function indexLine({ uri, date, mime, status, payload, offset, length, stored }) {
  const line = { url: uri, mime, status, digest: payload && `sha256:${payload}`, length: String(length), offset: String(offset) };
  const rest = { filename: 'data.warc.gz', recordDigest: `sha256:${stored}` };
  return `${surtKey(uri)} ${date.replace(/[^0-9]/g, '').slice(0, 14)} ${JSON.stringify({ ...line, ...rest })}`;
}

function isIndex(text, records) {
  const lines = text.split('\n');
  const expected = new Set(records.filter(isCapture).map(indexLine));
  const isEnded = lines.pop() === '';
  return isEnded && isInOrder(lines) && lines.length === expected.size && lines.every((line) => expected.has(line));
}

function arePages(text, addresses) {
  const [head, ...lines] = text.split('\n');
  const isEnded = lines.pop() === '';
  return isEnded && head === pagesHead && lines.every((line) => addresses.has(parseLine(line, isPage)?.url));
}

// The list, its digest, and every file against it.
function listFlaw(zip, list, digest) {
  const sum = zip.members.get(waczListPath).sha256;
  if (digest !== `${JSON.stringify({ path: waczListPath, hash: `sha256:${sum}` }, null, 2)}\n`) return 'digest';
  const members = [...zip.members.values()];
  const order = [...list.resources.map(({ path }) => path), waczListPath, digestPath];
  if (order.length !== members.length || members.some(({ path }, at) => path !== order[at])) return 'order';
  if (members.some(({ stamp }) => stamp !== stampOf(list.created))) return 'stamp';
  const isAsListed = ({ name, path, hash, bytes }) => {
    const member = zip.members.get(path);
    return name === path && hash === `sha256:${member.sha256}` && bytes === member.length;
  };
  return list.resources.every(isAsListed) ? null : 'resource';
}

// Why a WACZ is not good, with the digests that its archive may have; null where it is.
export async function waczFlaw(blob, archives) {
  const zip = await readZip(blob, (path) => isPath(path, longestWaczPath));
  if (!zip.isReadable || zip.flaws.length > 0) return 'zip';
  const needed = [archivePath, indexPath, pagesPath, waczListPath, digestPath];
  if (needed.some((path) => !zip.members.has(path))) return 'missing';
  if ([...zip.members.keys()].some((path) => !needed.includes(path) && !isPlace(path))) return 'place';
  const text = async (path) => toText((await zip.bytes(path, longestWaczText)) ?? new Uint8Array([0xff]));
  const list = parsePretty(await text(waczListPath), isWaczList);
  const flaw = list ? listFlaw(zip, list, await text(digestPath)) : 'list';
  if (flaw) return flaw;
  if (!archives.includes(zip.members.get(archivePath).sha256)) return 'archive';
  const records = await readArchive(zip.part(archivePath));
  if (!records) return 'records';
  const [index, pages] = [await text(indexPath), await text(pagesPath)];
  if (index === null || !isIndex(index, records)) return 'index';
  const addresses = new Set(records.filter(isCapture).map(({ uri }) => uri));
  return pages !== null && arePages(pages, addresses) ? null : 'pages';
}
