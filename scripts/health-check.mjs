/** The image's health check: whether the process that runs here, whichever of the three it is, answers. */
const { PORT = 3000, HEALTH_PORT = 3001, SCHEDULER_HEALTH_PORT = 3002 } = process.env;

const answers = await Promise.all(
  [PORT, HEALTH_PORT, SCHEDULER_HEALTH_PORT].map((port) =>
    fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(4_000) })
      .then(({ ok }) => ok)
      .catch(() => false),
  ),
);
process.exitCode = answers.includes(true) ? 0 : 1;
