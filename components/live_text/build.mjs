// Builds dist/<content hash>/index.js: the folder name changes with the content, so that browsers may keep it for ever.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const dist = process.argv[2] ?? join(here, 'dist')

const result = await build({
  absWorkingDir: here,
  entryPoints: ['src/index.js'],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  loader: { '.css': 'text' },
  write: false,
})
const bundle = result.outputFiles[0].contents
const hash = createHash('sha256').update(bundle).digest('hex').slice(0, 12)
mkdirSync(join(dist, hash), { recursive: true })
for (const other of readdirSync(dist)) if (other !== hash) rmSync(join(dist, other), { recursive: true })
writeFileSync(join(dist, hash, 'index.js'), bundle)
console.log(`dist/${hash}/index.js ${Math.round(bundle.length / 1024)} kB`)
