import { quoted, type SafeguardInput, type SafeguardTexts, script, templateText } from './template.ts'

const TRAIL = 'cline-bedrock-trail'
const DAYS = 365

const LIFECYCLE = {
  Rules: [
    {
      ID: 'a-year',
      Status: 'Enabled',
      Filter: {},
      Expiration: { Days: DAYS },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    },
  ],
}

/** The trail's writing rights on its bucket, and no way without TLS. */
function bucketPolicy(bucketArn: string, objects: string, trailArn: string) {
  const Condition = { StringEquals: { 'aws:SourceArn': trailArn } }
  const Principal = { Service: 'cloudtrail.amazonaws.com' }
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TrailReadsAcl',
        Effect: 'Allow',
        Principal,
        Action: 's3:GetBucketAcl',
        Resource: bucketArn,
        Condition,
      },
      {
        Sid: 'TrailWrites',
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: objects,
        Condition: {
          StringEquals: { ...Condition.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
        },
      },
      {
        Sid: 'OnlyTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, objects],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }
}

/** Keeps every call of Bedrock, who made it and where it ran: Invoke and Converse are management events. */
export function cloudTrail({ account, region, partition }: SafeguardInput): SafeguardTexts {
  const trailArn = `arn:${partition}:cloudtrail:${region}:${account}:trail/${TRAIL}`
  const bucket = `cline-bedrock-trail-${account}-${region}`
  const bucketArn = `arn:${partition}:s3:::${bucket}`
  const policy = bucketPolicy(bucketArn, `${bucketArn}/AWSLogs/${account}/*`, trailArn)
  return {
    cloudformation: templateText({
      description: 'A trail that keeps the calls of Amazon Bedrock.',
      resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          DeletionPolicy: 'Retain',
          UpdateReplacePolicy: 'Retain',
          Properties: {
            BucketName: bucket,
            BucketEncryption: {
              ServerSideEncryptionConfiguration: [
                { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
              ],
            },
            PublicAccessBlockConfiguration: {
              BlockPublicAcls: true,
              BlockPublicPolicy: true,
              IgnorePublicAcls: true,
              RestrictPublicBuckets: true,
            },
            VersioningConfiguration: { Status: 'Enabled' },
            LifecycleConfiguration: {
              Rules: [
                {
                  Id: 'a-year',
                  Status: 'Enabled',
                  ExpirationInDays: DAYS,
                  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
                },
              ],
            },
          },
        },
        BucketPolicy: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy },
        },
        Trail: {
          Type: 'AWS::CloudTrail::Trail',
          DependsOn: 'BucketPolicy',
          Properties: {
            TrailName: TRAIL,
            S3BucketName: { Ref: 'Bucket' },
            IsLogging: true,
            IsMultiRegionTrail: true,
            IncludeGlobalServiceEvents: true,
            EnableLogFileValidation: true,
          },
        },
      },
    }),
    cli: script(
      createBucket(bucket, region),
      `aws s3api put-public-access-block --region ${region} --bucket ${bucket} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
      `aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Enabled`,
      `aws s3api put-bucket-lifecycle-configuration --region ${region} --bucket ${bucket} --lifecycle-configuration ${quoted(LIFECYCLE)}`,
      `aws s3api put-bucket-policy --region ${region} --bucket ${bucket} --policy ${quoted(policy)}`,
      `aws cloudtrail create-trail --region ${region} --name ${TRAIL} --s3-bucket-name ${bucket} --is-multi-region-trail --enable-log-file-validation`,
      `aws cloudtrail start-logging --region ${region} --name ${TRAIL}`,
    ),
  }
}

// S3 refuses its oldest region as a location.
const createBucket = (bucket: string, region: string) =>
  region === 'us-east-1'
    ? `aws s3api create-bucket --region ${region} --bucket ${bucket}`
    : `aws s3api create-bucket --region ${region} --bucket ${bucket} --create-bucket-configuration LocationConstraint=${region}`
