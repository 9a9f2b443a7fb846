/** A piece of a post: what platforms show in another colour, or plain text. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** Hashtags, mentions and addresses, as far as a picture of a post needs to know them. */
const MARKED = /((?<![\p{L}\p{N}_&/])[#@][\p{L}\p{N}_][\p{L}\p{N}_.]*|https?:\/\/[^\s]+)/gu;

/** Cuts a text where it is to be coloured; all pieces together are the text. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(MARKED)
    .map((each, index) => ({ text: each, isMarked: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** How much of a post each platform shows before "more", in characters; where it shows all, none. What people see in its apps. */
const folds: Record<string, number> = { LINKEDIN: 210, FACEBOOK: 480, INSTAGRAM: 125 };

/** The part of a post that is seen at once; null where that is all of it. */
export function foldOf(platform: string, text: string): string | null {
  const most = folds[platform] ?? Infinity;
  if (text.length <= most) return null;
  const cut = text.slice(0, most);
  const space = cut.lastIndexOf(' ');
  return (space > most / 2 ? cut.slice(0, space) : cut).trimEnd();
}
