import { describe, expect, it } from 'vitest';
import { openHtml } from './html-document.js';

const depthOf = (html: string): number => {
  let depth = 0;
  for (let element = openHtml(html).body.firstElementChild; element; element = element.firstElementChild) depth++;
  return depth;
};

describe('openHtml', () => {
  it('opens pages without the elements that may be left out, as a browser does', () => {
    const document = openHtml('<title>T</title><p>one<p>two');
    expect(document.title).toBe('T');
    expect([...document.querySelectorAll('body > p')].map((p) => p.textContent)).toEqual(['one', 'two']);
  });

  it('keeps the text and the images of what is nested too deep, and none of its scripts', () => {
    const deep = `${'<div>'.repeat(2_000)}one<p>two<img src=x></p><script>three</script>`;
    expect(depthOf(deep)).toBeLessThan(130);
    const { body } = openHtml(deep);
    expect(body.textContent?.trim()).toMatch(/^one\s*two$/);
    expect(body.querySelector('img')).not.toBeNull();
  });

  it('refuses what is no page', () => {
    expect(() => openHtml('<div>'.repeat(20_000))).toThrow(expect.objectContaining({ code: 'TOO_DEEP' }));
    expect(() => openHtml('<p>'.repeat(310_000))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });
});
