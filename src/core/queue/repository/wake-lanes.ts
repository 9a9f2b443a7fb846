/**
 * SQL: puts lanes that have got ready jobs back into the turn. Creators and dispatchers may do so at once to several lanes each:
 * locked in one order, they never wait for each other in a circle.
 * @param ready rows with an `organization_id`: a CTE, or a subquery with its alias
 * @param queue the lanes' queue
 */
export const wakeLanes = (ready: string, queue = '$1'): string => `
     asleep AS (SELECT l.queue, l.organization_id FROM engine.lanes l
       WHERE NOT l.waiting AND EXISTS (SELECT FROM ${ready} WHERE l.queue = ${queue} AND organization_id = l.organization_id)
       ORDER BY l.queue, l.organization_id FOR NO KEY UPDATE),
     awake AS (UPDATE engine.lanes l SET waiting = true FROM asleep a
       WHERE l.queue = a.queue AND l.organization_id = a.organization_id)`;
