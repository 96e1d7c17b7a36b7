/**
 * The clock is read once, at the edge (packages/runtime), and handed inwards as a value, so that
 * every decision can be replayed at any moment. This rule refuses the three ways of reading it elsewhere.
 */
const message = 'Only packages/runtime reads the clock: take `now` or `today` as a value, or the Clock port.';

const isClockRead = ({ object, property, computed }) =>
  !computed &&
  object.type === 'Identifier' &&
  ((object.name === 'Date' && property.name === 'now') || (object.name === 'Temporal' && property.name === 'Now'));

const clock = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
          context.report({ node, message });
        }
      },
      MemberExpression(node) {
        if (isClockRead(node)) context.report({ node, message });
      },
    };
  },
};

export default { meta: { name: 'throughline' }, rules: { clock } };
