// Runs axe-core on copies of pages that allow its script; see .ci/axe.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [axe, ...pages] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'axe-'));
const runner = `<script>${readFileSync(axe, 'utf8')}</script><script>
axe.run().then(found => {
  const lines = found.violations.map(v => v.id + ': ' + v.help + '\\n' + v.nodes.slice(0, 5).map(n => '    ' + n.html.slice(0, 160)
    + '\\n      ' + n.failureSummary.replace(/\\s+/g, ' ')).join('\\n'));
  const result = document.createElement('pre');
  result.id = 'axe-result';
  result.textContent = JSON.stringify({ passes: found.passes.length, lines });
  document.body.append(result);
});
</script>`;

let failed = false;
for (const page of pages) {
  const source = readFileSync(page, 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  for (const colours of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      // the media query is answered in the copy, as headless browsers prefer light colours
      const copy = join(folder, 'page.html');
      const tinted = source.replaceAll('(prefers-color-scheme: dark)', colours === 'dark' ? 'all' : 'not all');
      writeFileSync(copy, tinted.replace('</body>', () => runner + '</body>'));
      const dom = execFileSync('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', `--window-size=${width},900`,
        `--user-data-dir=${join(folder, 'profile')}`, '--virtual-time-budget=20000', '--dump-dom', 'file://' + copy],
        { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
      const found = dom.match(/<pre id="axe-result">([^<]*)<\/pre>/);
      if (!found) throw new Error(`axe gave no result for ${page}`);
      const text = found[1].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      const { passes, lines } = JSON.parse(text);
      console.log(`${page}, ${colours}, ${width} wide: ${passes} rules passed, ${lines.length} violated`);
      lines.forEach(line => console.log('  ' + line));
      failed ||= lines.length > 0 || passes === 0;
    }
  }
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
