/**
 * A plugin of TypeDoc: of `@typedef` and `@callback` it takes the text behind the name only, while here,
 * as editors show it, the description stands before.
 */
import { Comment, Converter } from 'typedoc';
import ts from 'typescript';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.comment?.hasVisibleComponent()) return;
    const declarations = context.getSymbolFromReflection(reflection)?.declarations ?? [];
    const text = declarations.map(summaryOf).find(Boolean);
    if (text) reflection.comment = new Comment([{ kind: 'text', text }]);
  });
}

/** @param {ts.Node} node */
function summaryOf(node) {
  if (!ts.isJSDocTypedefTag(node) && !ts.isJSDocCallbackTag(node)) return undefined;
  return ts.isJSDoc(node.parent) ? ts.getTextOfJSDocComment(node.parent.comment) : undefined;
}
