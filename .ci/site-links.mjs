// Checks the links of a built site: files and anchors inside it, and that other sites do not answer "not found".
// Usage: node .ci/site-links.mjs FOLDER
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(process.argv[2]);
const pages = readdirSync(root, { recursive: true }).filter(name => name.endsWith('.html'));
const html = new Map(pages.map(name => [join(root, name), readFileSync(join(root, name), 'utf8')]));
const ids = new Map(
  [...html].map(([file, text]) => [file, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(found => found[1]))]));
const faults = [];
const outside = new Map();
let checked = 0;

function fileOf(url) {
  const path = join(root, decodeURIComponent(url.pathname));
  return existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
}

for (const [file, text] of html) {
  const name = relative(root, file);
  for (const [, link] of text.matchAll(/<(?:a|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
    const url = new URL(link.replaceAll('&amp;', '&'), `http://site.invalid/${name}`);
    checked++;
    if (url.host !== 'site.invalid') {
      outside.set(url.href, name);
      continue;
    }
    const target = fileOf(url);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(target)) {
      faults.push(`${name}: ${link} is not there`);
    } else if (anchor && ids.has(target) && !ids.get(target).has(anchor)) {
      faults.push(`${name}: ${link} has no such heading`);
    }
  }
}

for (const [url, name] of outside) {
  try {
    const { status } = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
    if (status === 404 || status === 410) {
      faults.push(`${name}: ${url} answers ${status}`);
    }
  } catch {
    console.log(`not reached, not checked: ${url}`);
  }
}

faults.forEach(fault => console.error(fault));
console.log(`${pages.length} pages, ${checked} links, ${faults.length} dead`);
process.exit(faults.length === 0 ? 0 : 1);
