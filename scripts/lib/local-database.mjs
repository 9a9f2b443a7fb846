/** Loaded before a tool (`--import`): without a DATABASE_URL it has the database of the running `npm start`. */
import { readLocal } from './local-folder.mjs';
import { loadEnvFile } from './settings.mjs';

loadEnvFile();
process.env.DATABASE_URL ||= readLocal('database-url') ?? '';
