import type { EnginePromise } from '../harness/engine-promise.js';
import { inTransaction, named } from './statements.js';

/** 1: what was acknowledged is kept, and a key gives one job, however the API dies. */
export const deadApi: EnginePromise = {
  number: 1,
  title: 'dead API',
  faults: { long: 100, short: 3 },
  async run(chaos) {
    const [api] = chaos.system.apis;
    await chaos.underLoad([0, 50], async () => {
      chaos.fault('kill -9', 'system');
      await api!.kill();
      await api!.start();
    });
  },
};

/** 5: PostgreSQL goes away and comes back. */
export const databaseRestarts: EnginePromise = {
  number: 5,
  title: 'PostgreSQL restarted',
  faults: { long: 30, short: 3 },
  system: { ownPostgres: true },
  async run(chaos) {
    const { system, client } = chaos;
    await chaos.underLoad([200, 1_500], async (index) => {
      if (index % 3 === 0) {
        chaos.fault('immediate restart', 'system');
        await system.plan.postgres!.crash();
      } else {
        chaos.fault('pg_terminate_backend', 'system');
        await system.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
        );
      }
      // A request of this moment finds the connections broken; it is answered, and its repetition makes the job.
      await client.submit({ deed: 'echo' });
    });
    const died = system.apis.filter(({ deaths }) => deaths > 0).length;
    chaos.expect(died === 0, 'the API did not outlive a restart of PostgreSQL');
  },
};

/** 6: the commit is done and its answer lost, on create, start and finish. */
export const lostAnswers: EnginePromise = {
  number: 6,
  title: 'commit done, answer lost',
  faults: { long: 100, short: 6 },
  system: { proxied: true },
  async run(chaos) {
    const { system, random } = chaos;
    const places = [
      { what: 'create', of: system.apis, fits: inTransaction('insert jobs') },
      { what: 'start', of: system.workers, fits: named('start jobs') },
      { what: 'finish', of: system.workers, fits: named('finish jobs') },
    ];
    await chaos.underLoad([0, 200], async (index) => {
      const place = places[index % places.length]!;
      const trap = system.links.get(random.pick(place.of))!.postgres.arm(place.fits, 'lose-answer');
      // Something must come by for the trap to spring.
      const bait = setInterval(() => chaos.client.send(1), 250);
      await chaos.caught([trap]).finally(() => clearInterval(bait));
      chaos.fault(`answer of a ${place.what} lost`);
    });
  },
};
