import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { openHtml } from './html-document.js';
import { toMarkdown } from './markdown.js';

const markdownOf = (html: string): string => toMarkdown(openHtml(html).body, 'https://site.example/dir/page');

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number];
const nodesOf = (node: Node): Node[] => [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];

/** What in a Markdown text a renderer would turn into HTML that was not meant. */
const unsafe = (markdown: string): Node[] =>
  nodesOf(fromMarkdown(markdown)).filter(
    (node) => node.type === 'html' || ('url' in node && !/^https?:/.test(node.url)),
  );

describe('toMarkdown', () => {
  it.each([
    ['<h2>Two\n lines</h2><p>and <em>more</em></p>', '## Two lines\n\nand *more*'],
    ['<a href="../x (1)">in</a> <a href="mailto:a@b.example">mail</a>', '[in](https://site.example/x%20%281%29) mail'],
    ['<a href="javascript:alert(1)">go</a><a href="data:text/html,x">!</a>', 'go!'],
    ['<a href="/x"><p>one</p><p>two</p></a>', 'one\n\ntwo'],
    ['one<b><pre>&lt;i&gt;\n</pre></b>', 'one\n\n```\n<i>\n```'],
    ['<h3>Title<a href="#title">#</a></h3>', '### Title'],
    ['<img src="a.png" alt="A [b]"><img src="data:image/png,x"><img src="p.gif" width="1">', '![A \\[b\\]](https://site.example/dir/a.png)'],
    ['<p>a &lt;script&gt; &amp;lt; b &lt; c &amp; d</p>', 'a &lt;script> &amp;lt; b < c & d'],
    ['<script>x</script><style>y</style><iframe src=z>w</iframe><svg><text>v</text></svg><button>u</button>t', 't'],
    ['<pre class="language-ts">a&lt;b&gt;\n  ```\nc</pre>', '````ts\na<b>\n  ```\nc\n````'],
    ['<code>```</code><code>&lt;b&gt;</code>', '```` ``` ```` `<b>`'],
    ['a<li><pre>&lt;b&gt;\n\nc</pre></li>', 'a\n\n```\n<b>\n\nc\n```'],
    ['<ol start="-1"><li><pre>&lt;b&gt;\n\nc</pre></li></ol>', '1.  ```\n    <b>\n    \n    c\n    ```'],
    ['<pre><code>one<br>two</code></pre>', '```\none\ntwo\n```'],
    ['<table><tr><th>A<th>B<tr><td>1|2<td>3</table>', '| A | B |\n| --- | --- |\n| 1\\|2 | 3 |'],
    ['<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>', 'one\n\ntwo\n\nthree'],
  ])('writes %s', (html, markdown) => {
    expect(markdownOf(html)).toBe(markdown);
  }); // prettier-ignore

  it('never leaves HTML nor links that are not for readers, whatever the page', () => {
    const pieces = fc.constantFrom(
      '<b>', '</b>', '<pre>', '</pre>', '<code>', '</code>', '<h2>', '</h2>', '<li>', '<ul>', '</ul>', '<ol start=x>', '</ol>', '<blockquote>', '<p>',
      '<table><tr><td>', '<td>', '<tr>', '</table>', '<a href="javascript:alert(1)">', '<a href="/x">', '</a>', '<img src="data:,x" alt="',
      '">', '<img src=x alt="](javascript:y)">', '&lt;script&gt;', '&lt;!--', '--&gt;', '&lt;b', '&gt;', '&amp;lt;b&gt;', '`', '```', '~~~',
      '\n', '\n\n', '    ', '\\', '[x](javascript:y)', '[x]: javascript:y', '[', ']', '|', '*', '_', '#', '-', '1.', 'word', ' ', '<br>', '<hr>',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(unsafe(markdownOf(parts.join('')))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
