/** The stand-ins' time, which can be set ahead so that tokens and figures age. */
export class Clock {
  offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}
