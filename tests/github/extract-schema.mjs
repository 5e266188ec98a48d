// Writes schema.graphql beside this script: the part of GitHub's published GraphQL schema that our queries touch and
// that the fake GitHub of the tests serves. Run it in a folder of its own:
//
//     npm install @octokit/graphql-schema
//     node PATH/TO/extract-schema.mjs            writes the extract
//     node PATH/TO/extract-schema.mjs --check    ends with 1 when the extract is not what it would write
//
// The published file as a whole does not validate (it defines two fields of EnterpriseOwnerInfo twice), and it is many
// times more than we ask for. To use a new field in a query, name it below and teach the fake to serve it.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const FIELDS = {
  Actor: "login url",
  App: "name",
  AssignedEvent: "actor createdAt",
  Blob: "abbreviatedOid oid text",
  Bot: "login url",
  CheckRun: "conclusion name status",
  CheckRunConnection: "nodes pageInfo totalCount",
  CheckSuite: "app branch checkRuns conclusion status workflowRun",
  CheckSuiteConnection: "nodes pageInfo totalCount",
  ClosedEvent: "actor createdAt",
  Commit: `abbreviatedOid associatedPullRequests author authors checkSuites committedDate message messageBody
    messageHeadline oid repository statusCheckRollup url`,
  EnterpriseUserAccount: "login name url",
  GitActor: "date email name user",
  GitActorConnection: "nodes pageInfo totalCount",
  GitObject: "abbreviatedOid oid",
  Issue: `author authorAssociation body closedAt comments createdAt labels milestone number repository state timelineItems
    title url viewerDidAuthor`,
  IssueComment: "author body createdAt editor lastEditedAt url viewerDidAuthor",
  IssueCommentConnection: "nodes pageInfo totalCount",
  IssueConnection: "nodes pageInfo totalCount",
  IssueTimelineItemsConnection: "nodes pageInfo totalCount",
  Label: "name pullRequests",
  LabelConnection: "nodes pageInfo totalCount",
  LabeledEvent: "actor createdAt",
  Mannequin: "login url",
  Milestone: "issues number pullRequests title url",
  MilestoneConnection: "nodes pageInfo totalCount",
  Organization: "login name url",
  PageInfo: "endCursor hasNextPage hasPreviousPage startCursor",
  PullRequest: `author authorAssociation baseRefName baseRepository body closedAt comments commits createdAt headRefName
    headRepository headRepositoryOwner isCrossRepository isDraft labels latestReviews mergeCommit merged mergedAt
    mergedBy milestone number participants repository reviews state timelineItems title url`,
  PullRequestCommit: "commit url",
  PullRequestCommitConnection: "nodes pageInfo totalCount",
  PullRequestConnection: "nodes pageInfo totalCount",
  PullRequestReview: "author state submittedAt url",
  PullRequestReviewConnection: "nodes pageInfo totalCount",
  PullRequestTimelineItemsConnection: "nodes pageInfo totalCount",
  Query: "rateLimit repository search viewer",
  RateLimit: "cost limit nodeCount remaining resetAt used",
  Ref: "name prefix target",
  RefConnection: "nodes pageInfo totalCount",
  Release: "author createdAt description isDraft isPrerelease name publishedAt tagCommit tagName url",
  ReleaseConnection: "nodes pageInfo totalCount",
  Repository: `defaultBranchRef hasIssuesEnabled isArchived isFork issue issueOrPullRequest issues labels milestones name
    nameWithOwner object owner parent pullRequest pullRequests ref refs release releases url viewerPermission`,
  RepositoryOwner: "login url",
  SearchResultItemConnection: "issueCount nodes pageInfo",
  StatusCheckRollup: "contexts state",
  StatusCheckRollupContextConnection: "nodes pageInfo totalCount",
  StatusContext: "context state",
  Tag: "abbreviatedOid message name oid target",
  User: "login name url",
  UserConnection: "nodes pageInfo totalCount",
  Workflow: "name",
  WorkflowRun: "event workflow",
};

/** Unions are kept whole or not at all: a member that is missing would make a valid query look wrong. */
const UNIONS = [
  "IssueOrPullRequest",
  "IssueTimelineItems",
  "PullRequestTimelineItems",
  "SearchResultItem",
  "StatusCheckRollupContext",
];

/** Input objects that our queries pass; an optional argument that takes another one is dropped. */
const INPUTS = ["IssueOrder"];

const BUILT_IN = new Set(["Boolean", "Float", "ID", "Int", "String"]);

const require = createRequire(`${process.cwd()}/`);
const { parse, print } = require("graphql");
const published = parse(readFileSync("node_modules/@octokit/graphql-schema/schema.graphql", "utf8"));
const definitions = new Map(published.definitions.map((definition) => [definition.name?.value, definition]));

/** Enums and scalars, which come along with the fields and arguments that have them. */
const leaves = new Set();

for (const member of UNIONS.flatMap((name) => definition(name).types.map((type) => type.name.value))) {
  // What our queries do not look into is there by one field: an object has one at least.
  FIELDS[member] ??= definition(member).fields.some((field) => field.name.value === "id") ? "id" : "createdAt";
}

const types = Object.entries(FIELDS).map(([name, fields]) => keepFields(name, fields.split(/\s+/)));
const unions = UNIONS.map((name) => bare(definition(name)));
const inputs = INPUTS.map((name) => keepInput(name));
const extract = [...types, ...unions, ...inputs, ...[...leaves].map((name) => bare(definition(name)))]
  .sort((left, right) => (left.name.value < right.name.value ? -1 : 1))
  .map((node) => `${print(node)}\n`)
  .join("\n");
const text = `# Made by extract-schema.mjs from the npm package @octokit/graphql-schema; do not edit.\n\n${extract}`;
const target = new URL("schema.graphql", import.meta.url);

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("schema.graphql disagrees with the published schema: run this script without --check and read the diff");
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}

/** Returns the type with these fields only, and with those of its interfaces that are kept too. */
function keepFields(name, wanted) {
  const type = definition(name);
  const fields = wanted.map((field) => {
    const found = type.fields.find((candidate) => candidate.name.value === field);
    if (!found) throw new Error(`${name}.${field} is not in the published schema`);
    return keepField(name, found);
  });
  const interfaces = type.interfaces.filter((candidate) => candidate.name.value in FIELDS);
  return { ...bare(type), fields, interfaces };
}

function keepField(owner, field) {
  if (!isKept(named(field.type))) throw new Error(`${owner}.${field.name.value}: ${named(field.type)} is not kept`);
  const isTaken = (argument) => argument.type.kind === "NonNullType" || isLeaf(argument) || isInput(argument);
  const taken = (field.arguments ?? []).filter(isTaken);
  for (const argument of taken) {
    if (!isKept(named(argument.type))) throw new Error(`${owner}.${field.name.value}: ${argument.name.value} is not kept`);
  }
  return { ...bare(field), arguments: taken.map(bare) };
}

function isLeaf(argument) {
  const kind = definitions.get(named(argument.type))?.kind;
  return BUILT_IN.has(named(argument.type)) || kind === "EnumTypeDefinition" || kind === "ScalarTypeDefinition";
}

function isInput(argument) {
  return INPUTS.includes(named(argument.type));
}

/** Returns the input object whole: what it takes must be what GitHub takes. */
function keepInput(name) {
  const type = definition(name);
  for (const field of type.fields) {
    if (!isKept(named(field.type))) throw new Error(`${name}.${field.name.value}: ${named(field.type)} is not kept`);
  }
  return { ...bare(type), fields: type.fields.map(bare) };
}

function isKept(name) {
  if (BUILT_IN.has(name) || name in FIELDS || UNIONS.includes(name) || INPUTS.includes(name)) return true;
  const kind = definition(name).kind;
  if (kind !== "EnumTypeDefinition" && kind !== "ScalarTypeDefinition") return false;
  leaves.add(name);
  return true;
}

function definition(name) {
  const found = definitions.get(name);
  if (!found) throw new Error(`${name} is not in the published schema`);
  return found;
}

function named(type) {
  return type.kind === "NamedType" ? type.name.value : named(type.type);
}

/** Returns the node without description and directives, its enum values likewise. */
function bare(node) {
  return { ...node, description: undefined, directives: [], ...(node.values && { values: node.values.map(bare) }) };
}
