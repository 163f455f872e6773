/** A text box as it was at one moment. */
export interface KeptTextBox {
  /** Puts text, caret and focus back, and tells the box's listeners. */
  restore(): void
}

export function isTextBox(target: unknown): target is HTMLInputElement {
  return target instanceof HTMLInputElement
}

/**
 * Remembers the text box that has focus.
 * @param leaveIt takes focus away until `restore`: an input method in the middle of a word gives up what it had
 * @returns undefined when no text box has focus
 */
export function keepTextBox({ leaveIt }: { readonly leaveIt: boolean }): KeptTextBox | undefined {
  const box = document.activeElement
  if (!isTextBox(box)) return undefined
  const { value, selectionStart, selectionEnd } = box
  if (leaveIt) box.blur()
  return {
    restore() {
      // Leaving the box once ends an input method's word; without it the word would come back over the restored text.
      box.blur()
      box.value = value
      box.focus()
      box.setSelectionRange(selectionStart, selectionEnd)
      box.dispatchEvent(new Event('input', { bubbles: true }))
    },
  }
}
