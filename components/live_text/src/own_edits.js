// Takes back and repeats one's own edits. These change the text without asking the editor, so who may only read is
// refused here, where keys, buttons and the menu of the browser all end.
import * as Y from 'yjs'

export class OwnEdits extends Y.UndoManager {
  constructor(ytext) {
    super(ytext, { trackedOrigins: new Set() })
    this.mayWrite = false
  }

  undo() {
    return this.mayWrite ? super.undo() : null
  }

  redo() {
    return this.mayWrite ? super.redo() : null
  }
}
