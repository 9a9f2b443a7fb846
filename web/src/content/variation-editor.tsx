import { type FormEvent, useId, useState } from 'react';
import { checkVariation, countCharacters, TEXT_RULES } from '../../../src/platforms/text-rules.js';
import { answerOf, ApiFailure, type Schema } from '../../../client/client.js';
import { describeCount, platformName } from '../parts/describe.js';
import { issuesByField } from '../parts/form-fields.js';
import { useNotice } from '../parts/notice.js';
import { type ContentItem, postsOf, type Variation } from './content.js';
import { useItemChange } from './use-content.js';

interface VariationEditorProps {
  item: ContentItem;
  variation: Variation;
  onClose: () => void;
}

/** From this share of the limit on, what is left is said in another colour. */
const NEARLY_FULL = 0.9;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The form that changes a text; counts and checks as the platform does, while it is written. */
export function VariationEditor({ item, variation, onClose }: VariationEditorProps) {
  const { platform } = variation;
  const isThread = platform === 'TWITTER' && item.contentType === 'THREAD';
  const [posts, setPosts] = useState<readonly string[]>(postsOf(variation));
  const [media, setMedia] = useState(variation.mediaUrls.join('\n'));
  const id = useId();
  const tell = useNotice();
  const save = useItemChange(
    item.id,
    (api, body: Schema<'UpdateVariation'>) =>
      answerOf(
        api.PATCH('/api/content/{id}/variations/{variationId}', {
          params: { path: { id: item.id, variationId: variation.id } },
          body,
        }),
      ),
    () => {
      tell(`Saved: the text for ${platformName(platform)}.`);
      onClose();
    },
  );
  const refused =
    save.error instanceof ApiFailure ? issuesByField(save.error.details, ['posts', 'content', 'mediaUrls']) : {};
  const broken = checkVariation(platform, isThread ? posts : posts[0]!, item.contentType);
  const textIssue = refused.posts ?? refused.content;

  // What was refused is not there any more.
  const change = (next: readonly string[]) => {
    setPosts(next);
    save.reset();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      ...(isThread ? { posts: [...posts] } : { content: posts[0]! }),
      mediaUrls: linesOf(media),
    });
  };

  return (
    <form className="form editor" onSubmit={submit} aria-label={`Edit the text for ${platformName(platform)}`}>
      {posts.map((text, index) => (
        <PostField
          key={index}
          id={`${id}-${index}`}
          label={isThread ? `Post ${index + 1} of ${posts.length}` : 'Text'}
          platform={platform}
          text={text}
          rows={isThread ? 4 : 9}
          rulesId={`${id}-rules`}
          isRefused={textIssue !== undefined}
          onChange={(next) => change(posts.with(index, next))}
          onRemove={posts.length > 2 ? () => change(posts.toSpliced(index, 1)) : undefined}
        />
      ))}
      {isThread && (
        <button type="button" className="button" onClick={() => change([...posts, ''])}>
          Add a post
        </button>
      )}
      <div id={`${id}-rules`} className="rules" role="status">
        {(textIssue === undefined ? broken : [textIssue]).map((sentence) => (
          <p key={sentence} className="form-error">
            {sentence}
          </p>
        ))}
      </div>
      <div className="field">
        <label htmlFor={`${id}-media`}>
          Images <span className="faint">(addresses, one a line)</span>
        </label>
        <textarea
          id={`${id}-media`}
          rows={2}
          value={media}
          aria-invalid={refused.mediaUrls ? true : undefined}
          aria-describedby={refused.mediaUrls ? `${id}-media-issue` : undefined}
          onChange={({ target }) => setMedia(target.value)}
        />
        {refused.mediaUrls && (
          <span id={`${id}-media-issue`} className="form-error">
            {refused.mediaUrls}
          </span>
        )}
      </div>
      {save.error && (
        <p className="form-error" role="alert">
          {Object.keys(refused).some((name) => name !== '') ? 'It was not saved: see above.' : save.error.message}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button primary" disabled={save.isPending}>
          Save
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

interface PostFieldProps {
  id: string;
  label: string;
  platform: Variation['platform'];
  text: string;
  rows: number;
  rulesId: string;
  isRefused: boolean;
  onChange: (text: string) => void;
  onRemove: (() => void) | undefined;
}

function PostField({ id, label, platform, text, rows, rulesId, isRefused, onChange, onRemove }: PostFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={text}
        dir="auto"
        aria-invalid={isRefused ? true : undefined}
        aria-describedby={`${id}-count ${rulesId}`}
        onChange={({ target }) => onChange(target.value)}
      />
      <div className="editor-foot">
        <Counter id={`${id}-count`} platform={platform} text={text} />
        {onRemove && (
          <button type="button" className="fold" onClick={onRemove}>
            Remove<span className="sr-only"> {label}</span>
          </button>
        )}
      </div>
    </div>
  );
}

/** How long a post is, as its platform counts. */
export function Counter({ id, platform, text }: { id?: string; platform: Variation['platform']; text: string }) {
  const { maxCharacters } = TEXT_RULES[platform];
  const count = countCharacters(platform, text.trim());
  const share = count / maxCharacters;
  const tone = share > 1 ? 'over' : share > NEARLY_FULL ? 'near' : '';
  return (
    <span id={id} className={`counter ${tone}`}>
      {describeCount(count)} / {describeCount(maxCharacters)}
      {share > 1 && ` · ${describeCount(count - maxCharacters)} too many`}
    </span>
  );
}
