import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StepError } from './steps.mjs';

/** A folder on disk with changes that are not written yet: what schematics use of the Angular DevKit's tree. */
export class FolderTree {
  /** @type {Map<string, string>} */
  #texts = new Map();
  /** What was changed, a line a file. @type {string[]} */
  changes = [];

  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} path within the folder */
  exists(path) {
    return this.#texts.has(path) || (existsSync(join(this.root, path)) && statSync(join(this.root, path)).isFile());
  }

  /** @param {string} path @throws {StepError} where there is no such file */
  readText(path) {
    if (!this.exists(path)) throw new StepError(`There is no ${path}.`);
    return this.#texts.get(path) ?? readFileSync(join(this.root, path), 'utf8');
  }

  /** @param {string} path @param {string} text @throws {StepError} where there is one already */
  create(path, text) {
    if (this.exists(path)) throw new StepError(`There is a ${path} already.`);
    this.#texts.set(path, text);
    this.changes.push(`CREATE ${path}`);
  }

  /** @param {string} path @param {string} text */
  overwrite(path, text) {
    this.#texts.set(path, text);
    this.changes.push(`UPDATE ${path}`);
  }

  /** What a folder on disk has; nothing where there is none. @param {string} path */
  getDir(path) {
    const entries = existsSync(join(this.root, path))
      ? readdirSync(join(this.root, path), { withFileTypes: true })
      : [];
    return {
      subdirs: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
      subfiles: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    };
  }

  /** Writes every change. */
  write() {
    for (const [path, text] of this.#texts) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }
}
