"""the superior's words: official points of a meeting as a whole, praise"""

from alembic import op
import sqlalchemy as sa


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('official_points',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.String(length=36), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('points_of', sa.Integer(), nullable=False),
    sa.Column('remark', sa.String(), nullable=False),
    sa.Column('given_by', sa.String(), nullable=False),
    sa.Column('given_at', sa.String(length=24), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_official_points_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_official_points'))
    )
    op.create_index(op.f('ix_official_points_meeting_id'), 'official_points', ['meeting_id'], unique=False)
    op.create_table('praise',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('deleted', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('given_by', sa.String(), nullable=False),
    sa.Column('given_at', sa.String(length=24), nullable=True),
    sa.Column('withdrawn_at', sa.String(length=24), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_praise'))
    )
