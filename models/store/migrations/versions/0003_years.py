"""years: planned themes, reviews of members, sheets of the year, a superior's evaluation; decimals, who answered"""

from alembic import op
import sqlalchemy as sa


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('task', sa.Column('decimals', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('petition', sa.Column('answered_by', sa.String(), nullable=False, server_default=''))
    op.create_table('planned_theme',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('position', sa.String(), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_planned_theme_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_theme'))
    )
    op.create_index(op.f('ix_planned_theme_meeting_id'), 'planned_theme', ['meeting_id'], unique=False)
    op.create_table('member_review',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('member_id', sa.String(length=36), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('self_text', sa.String(), nullable=False),
    sa.Column('self_rating', sa.String(length=32), nullable=True),
    sa.Column('comments', sa.String(), nullable=False),
    sa.Column('proposed_rating', sa.String(length=32), nullable=True),
    sa.Column('motion_id', sa.String(length=36), nullable=True),
    sa.Column('convened', sa.Integer(), nullable=True),
    sa.Column('votes_excellent', sa.Integer(), nullable=True),
    sa.Column('votes_good', sa.Integer(), nullable=True),
    sa.Column('votes_completed', sa.Integer(), nullable=True),
    sa.Column('votes_not_completed', sa.Integer(), nullable=True),
    sa.Column('superior_rating', sa.String(length=32), nullable=True),
    sa.Column('official_rating', sa.String(length=32), nullable=True),
    sa.Column('official_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_member_review_member_id')),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_member_review_motion_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member_review'))
    )
    op.create_index(op.f('ix_member_review_member_id'), 'member_review', ['member_id'], unique=False)
    op.create_table('evaluation',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('evaluator', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('seal', sa.String(), nullable=False),
    sa.Column('signed_at', sa.String(length=24), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_evaluation_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation'))
    )
    op.create_index(op.f('ix_evaluation_meeting_id'), 'evaluation', ['meeting_id'], unique=False)
    op.create_table('year_score',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('organisation_id', sa.String(length=36), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.String(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('stage', sa.String(length=32), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('evidence', sa.String(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_year_score_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_year_score'))
    )
    op.create_index(op.f('ix_year_score_organisation_id'), 'year_score', ['organisation_id'], unique=False)
