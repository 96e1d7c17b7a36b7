/** 'Supervisor EId', 'supervisorEId' and 'Supervisor_EID ' are one heading; so are 'Employee #' and 'Employee number'. */
export function plainHeading(heading: string): string {
  return heading
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('#', ' number ')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
