/**
 * @typedef {object} AppProcess
 * @property {string} name for people
 * @property {string} module path within the checkout
 * @property {'api' | 'worker' | 'scheduler'} port which of the ports it listens on
 * @property {string} variable that names the port
 */

/** The processes of the system, as they are built. @type {AppProcess[]} */
export const APP_PROCESSES = [
  { name: 'API', module: 'dist/src/main.js', port: 'api', variable: 'PORT' },
  { name: 'worker', module: 'dist/src/worker.js', port: 'worker', variable: 'HEALTH_PORT' },
  { name: 'scheduler', module: 'dist/src/scheduler.js', port: 'scheduler', variable: 'SCHEDULER_HEALTH_PORT' },
];
