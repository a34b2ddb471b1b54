/** Thrown by `onSave` when somebody else saved the same field meanwhile. Nothing was overwritten. */
export class EditConflict<Value> extends Error {
  readonly theirs: Value
  constructor(theirs: Value) {
    super('Changed meanwhile')
    this.name = 'EditConflict'
    this.theirs = theirs
  }
}
