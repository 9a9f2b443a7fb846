import type { EnginePromise } from '../harness/engine-promise.js';
import { cancelling } from './cancelling.js';
import { databaseRestarts, deadApi, lostAnswers } from './creation.js';
import { deadDispatchers, wipedRedis } from './dispatch.js';
import { fairness } from './fairness.js';
import { poison, storms } from './handlers.js';
import { fullDisk, wrongClocks } from './machine.js';
import { badNetwork } from './network.js';
import { hosts } from './hosts.js';
import { startUp } from './start-up.js';
import { deadWorkers, gentleStops, zombies } from './workers.js';

/** The promises of docs/architecture.md, in their order. */
export const promises: readonly EnginePromise[] = [
  deadApi,
  deadWorkers,
  deadDispatchers,
  wipedRedis,
  databaseRestarts,
  lostAnswers,
  zombies,
  badNetwork,
  cancelling,
  gentleStops,
  fairness,
  poison,
  fullDisk,
  wrongClocks,
  startUp,
  storms,
  hosts,
];
