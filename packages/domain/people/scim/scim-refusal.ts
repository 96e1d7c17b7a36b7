/** RFC 7644 §3.12, table 9; what an error of status 400 or 409 is about. */
export type ScimErrorType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness';

/** Why a directory's request cannot be taken, said so that whoever set the directory up can mend it. */
export class ScimRefusal extends Error {
  override readonly name = 'ScimRefusal';
  readonly status: number;
  readonly scimType: ScimErrorType | null;

  constructor({
    status = 400,
    scimType = null,
    detail,
  }: {
    status?: number;
    scimType?: ScimErrorType | null;
    detail: string;
  }) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}
