// Checks Kubernetes manifests; see .ci/manifests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [tools, ...files] = process.argv.slice(2);
const require = createRequire(join(tools, 'package.json'));
const { parseAllDocuments } = require('yaml');

const problems = [];
const typed = [];
for (const file of files) {
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: true })) {
    problems.push(...document.errors.map(error => `${file}: ${error.message}`));
    const manifest = document.toJS();
    const { apiVersion, kind } = manifest;
    const models = await import(pathToFileURL(join(tools, 'node_modules/kubernetes-models', apiVersion, 'index.js')));
    try {
      new models[kind](manifest).validate();
    } catch (error) {
      problems.push(`${file}: ${error.message}`);
    }
    typed.push({ file, apiVersion, kind, text: JSON.stringify(manifest) });
  }
}

// A literal with a key that its type lacks does not compile; the last one has such a key and shows that this is so.
const folder = mkdtempSync(join(tools, 'types-'));
const misspelt = typed.slice(0, 1).map(each => ({ ...each, file: 'a misspelt key', text: each.text.replace('"spec"', '"sepc"') }));
const all = [...typed, ...misspelt];
all.forEach((each, i) => writeFileSync(join(folder, `manifest${i}.ts`),
  `import type { I${each.kind} } from 'kubernetes-models/${each.apiVersion}';\nexport const m: I${each.kind} = ${each.text};\n`));
const compiled = spawnSync(process.execPath, [join(tools, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck',
  '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', ...all.map((_, i) => join(folder, `manifest${i}.ts`))],
  { encoding: 'utf8' });
rmSync(folder, { recursive: true, force: true });
const said = compiled.stdout.split('\n').filter(line => line.includes('error TS'));
if (!said.some(line => line.includes(`manifest${typed.length}.ts`))) problems.push(`a misspelt key was not found: ${compiled.stdout}`);
typed.forEach((each, i) => problems.push(...said.filter(line => line.includes(`manifest${i}.ts`)).map(line => `${each.file}: ${line.replace(/^.*?: /, '')}`)));

problems.forEach(problem => console.error(problem));
console.log(`${typed.length} manifests of ${files.length} files, ${problems.length} problems`);
process.exit(problems.length > 0 || typed.length === 0 ? 1 : 0);
