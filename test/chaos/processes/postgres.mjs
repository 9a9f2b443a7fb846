/**
 * Starts the PostgreSQL of a folder where this process stands, for connections from anywhere, prints its address and leaves
 * it to itself. Arguments: the folder, the port, settings.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startPostgres } from '../../../scripts/lib/embedded-postgres.mjs';

const [folder = '', port, ...settings] = process.argv.slice(2);
const access = join(dirname(folder), 'access.conf');
writeFileSync(access, 'host all all all scram-sha-256\n');
const more = [...settings, 'listen_addresses=*', `hba_file=${access}`];
const { url } = await startPostgres(folder, async () => Number(port), more);
process.stdout.write(url);
process.exit();
