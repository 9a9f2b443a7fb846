/** What a person can do about an errorCode of a job. */
const advice: Record<string, string> = {
  ACCOUNT_NEEDS_REAUTH: 'Connect the account again, then retry the job.',
  ACCOUNT_RESTRICTED: 'Sign in at the platform and lift the restriction there, then retry the job.',
  ACCOUNT_CHANGED: 'The account was connected anew meanwhile: retry the job.',
  ACCOUNT_NOT_FOUND: 'The account is not connected any more: connect it, or choose another.',
  ACCOUNT_DOES_NOT_FIT: 'Choose an account of the same brand and platform.',
  PLATFORM_PERMISSION_MISSING: 'Connect the account again and grant the permission that is named, then retry the job.',
  PLATFORM_UNAVAILABLE: 'The platform did not work. Retry the job in a while.',
  PLATFORM_ERROR: 'Read what the platform says; retry the job once that is mended.',
  QUOTA_EXHAUSTED: 'Raise the plan or the credits at the provider, or wait for the next month; then retry the job.',
  CONTENT_REFUSED: 'Change the post as the platform says, approve it and publish it again.',
  DUPLICATE_CONTENT: 'The platform has this post already. Change the text if it is to go out again.',
  PUBLISH_UNKNOWN: 'Look at the account: is the post there? Retry the job only if it is not.',
  CONTENT_RULES_UNMET: 'Edit the post so that it keeps the rules of the platform, then approve it.',
  NOT_APPROVED: 'Approve the content, then retry the job.',
  ALREADY_PUBLISHED: 'Nothing needs to be done: the post is out.',
  BRAND_NOT_FOUND: 'The brand was deleted: create the job for another.',
  CONTENT_NOT_FOUND: 'The content was deleted: nothing needs to be done.',
  CONTENT_ITEM_NOT_FOUND: 'The content was deleted: nothing needs to be done.',
  SOURCE_NOT_FOUND: 'The source was deleted: nothing needs to be done.',
  ROBOTS_DISALLOWED: 'The site asks not to be read (robots.txt). Ask its owner, or remove the source.',
  ROBOTS_UNREACHABLE: 'The site cannot be reached. Check its address, and retry the job.',
  SITE_UNREADABLE: 'Check the address of the source in a browser, and retry the job.',
  NOT_A_FEED: 'The address is not of a feed: change it, or make the source a website.',
  NO_TEXT: 'The document has no text to read, such as a scan: use one with text.',
  OPENAI_KEY_MISSING: 'Set OPENAI_API_KEY for the workers, then retry the job.',
  OPENAI_KEY_INVALID: 'Set a valid OPENAI_API_KEY for the workers, then retry the job.',
  OPENAI_MODEL_NOT_FOUND: 'Set a model that the key may use (OPENAI_MODEL), then retry the job.',
  OPENAI_FORBIDDEN: 'Let the key use the model in the settings of the provider, then retry the job.',
  OPENAI_UNAVAILABLE: 'The model did not answer properly. Retry the job in a while.',
  OPENAI_UNREACHABLE: 'The model could not be reached. Retry the job in a while.',
  OPENAI_TIMEOUT: 'The model took too long. Retry the job in a while.',
  MEDIA_STORE_UNAVAILABLE: 'The store of images cannot be used: check its settings, then retry the job.',
  TOKEN_UNREADABLE: 'Connect the account again: no key opens its token any more.',
  WORKER_LOST: 'Its worker died each time. Look at the log and the memory of the workers, then retry the job.',
  TIMEOUT: 'It took longer than its type may. Retry the job; if that happens again, make it smaller.',
  INVALID_PAYLOAD: 'Create the job anew with what is asked for.',
};

/** What to do about a job that failed so. */
export function adviceFor(errorCode: string | null): string {
  return advice[errorCode ?? ''] ?? 'Retry the job. If it fails again, quote its id when you report it.';
}
