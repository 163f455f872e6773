/** A receipt holds a barcode that its symbology cannot carry: it will not print however often it is tried. */
export class Unprintable extends Error {
  override readonly name = 'Unprintable'
}
